// When everything is on OK: the latest photos by day, without state marks.
import type { HistoryEntry } from '../../../shared/library/history.ts';
import type { PhotoRow } from '../../../shared/library/photo.ts';
import { dayKey } from '../../../shared/locales/format.ts';
import { Wall } from '../../components/wall.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { useCommand } from '../../engine/use-command.ts';

export interface IdleDay {
  day: string;
  atMs: number;
  photos: number;
  rows: PhotoRow[];
  moments: HistoryEntry[];
}

/** Joins the history of each local day. */
export function idleDays(moments: readonly HistoryEntry[], most = 4): IdleDay[] {
  const days = new Map<string, IdleDay>();
  for (const moment of moments) {
    const day = dayKey(moment.atMs);
    const found = days.get(day) ?? { day, atMs: moment.atMs, photos: 0, rows: [], moments: [] };
    found.photos += moment.photos;
    found.rows.push(...moment.rows);
    found.moments.push(moment);
    days.set(day, found);
  }
  return [...days.values()].slice(0, most);
}

export function IdleWall({ moments }: { moments: readonly HistoryEntry[] }) {
  return (
    <div className="idle">
      {idleDays(moments).map((day) => (
        <DayWall key={day.day} day={day} />
      ))}
    </div>
  );
}

function DayWall({ day }: { day: IdleDay }) {
  const { t, dayHead } = useI18n();
  const { go } = useRoute();
  const runCommand = useCommand();
  const titles = [
    ...new Set(
      day.moments.map((moment) =>
        moment.kind === 'personal' ? t('overview.personalShort') : t('overview.titleShort', { title: moment.title }),
      ),
    ),
  ];
  const first = day.moments.find((moment) => moment.url !== null);
  return (
    <section>
      <div className="day">
        <h3>{dayHead(day.atMs)}</h3>
        <span className="meta grow clip">
          {t('count.photos', { n: day.photos })}
          {'\u00a0· '}
          {titles.join(', ')}
        </span>
        {first !== undefined && (
          <button
            type="button"
            className="link"
            onClick={() => void runCommand('shell.openOnOk', { albumId: first.albumId })}
          >
            {t('window.openOnOk')}
          </button>
        )}
      </div>
      <Wall rows={day.rows} marks={false} onOpen={(row) => go(routeOf('photos', { fileId: row.fileId }))} />
    </section>
  );
}
