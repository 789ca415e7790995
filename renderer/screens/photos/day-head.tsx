// The head of a day in the grid: its date, count, and how many photos are on OK.
import { dayStart } from '../../../shared/locales/format.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import type { filesDated } from '../../features/photo/dated.ts';
import type { DayCount } from './photo-blocks.ts';

/** `files`: whether photos of this day are sorted by their file's time only, as far as is known. */
export function DayHead({ day, files }: { day: DayCount | undefined; files: ReturnType<typeof filesDated> }) {
  const { t, dayHead } = useI18n();
  if (day === undefined) return null;
  const photos = t('count.photos', { n: day.photos });
  const summary =
    day.done === day.photos
      ? t('photos.dayAll', { n: day.photos })
      : day.done === 0
        ? t('photos.dayNone', { photos })
        : t('photos.dayPart', { photos, done: day.done });
  return (
    <div className="day" role="gridcell">
      <h2>{dayHead(dayStart(day.day))}</h2>
      <span className="meta">
        {files === 'none' ? summary : `${summary}\u00a0· ${t(`photos.filesDated.${files}`)}`}
      </span>
    </div>
  );
}
