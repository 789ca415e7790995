// Photos that wait for something other than their turn: one line per cause, each opening its list.
import type { Snapshot } from '../../../shared/snapshot.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';

const icons: Readonly<Record<Snapshot['waits'][number]['kind'], IconName>> = {
  drive_off: 'drive-off',
  folder_shut: 'warning',
  planned: 'eye',
  folder_paused: 'pause',
  retry: 'clock',
};
/** At most so many lines. */
const most = 3;

export function WaitList({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useI18n();
  const { go } = useRoute();
  const { review, needs_you: needsYou } = snapshot.counts;
  return (
    <>
      {review > 0 && (snapshot.status.kind !== 'needs_you' || needsYou > 0) && (
        <div className="waits">
          <Icon name="eye" size="small" />
          <span className="clip">{t('review.bar', { n: review })}</span>
          <button type="button" className="link" onClick={() => go(routeOf('photos', { shown: 'review' }))}>
            {t('window.show')}
          </button>
        </div>
      )}
      {snapshot.waits.slice(0, most).map((wait) => (
        <div className="waits" key={`${wait.kind}-${wait.folderId ?? 0}`}>
          <Icon name={icons[wait.kind]} size="small" />
          <span className="clip">{t(`overview.waits.${wait.kind}`, { n: wait.photos, title: wait.title })}</span>
          <button
            type="button"
            className="link"
            onClick={() =>
              go(
                routeOf('photos', {
                  shown: wait.unchecked === wait.photos ? 'checking' : 'waiting',
                  folder: wait.folderId === null ? null : { folderId: wait.folderId, title: wait.title },
                }),
              )
            }
          >
            {t('window.show')}
          </button>
        </div>
      ))}
    </>
  );
}
