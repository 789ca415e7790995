// A folder's counts in one line; each count opens its list.
import type { FolderCard } from '../../../shared/library/folder.ts';
import type { ShownState } from '../../../shared/library/shown-state.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';

const onlyKeys = { waiting: true, checking: true, review: true, needs_you: true };
type OnlyKey = keyof typeof onlyKeys;

export function FolderCounts({ card }: { card: FolderCard }) {
  const { t } = useI18n();
  const { go } = useRoute();
  const { counts } = card;
  const isAtRest = card.paused || card.health === 'absent' || card.health === 'unreadable';
  const folder = { folderId: card.folderId, title: card.title };
  const open = (shown: ShownState | null) => () => go(routeOf('photos', { folder, shown }));
  const photos = t('count.photos', { n: counts.all });
  if (counts.all === 0) return <div className="clip">{t('folders.empty')}</div>;
  // A duplicate is on OK under another file's name; skipped photos are not on OK, so «all on OK» needs zero of them.
  const unsettled = counts.waiting + counts.checking + counts.needs_you + counts.review;
  if (unsettled === 0 && counts.skipped === 0) {
    return (
      <button type="button" className="link plain clip" onClick={open(null)}>
        {t(counts.all === 1 ? 'folders.oneDone' : 'folders.allDone', { photos })}
      </button>
    );
  }
  const parts: { shown: ShownState; text: string; accent: boolean }[] = [];
  if (counts.needs_you > 0)
    parts.push({ shown: 'needs_you', text: t('folders.need', { n: counts.needs_you }), accent: true });
  if (counts.review > 0) parts.push({ shown: 'review', text: t('folders.review', { n: counts.review }), accent: true });
  if (counts.waiting > 0)
    parts.push({ shown: 'waiting', text: t('folders.waiting', { n: counts.waiting }), accent: false });
  if (counts.checking > 0)
    parts.push({
      shown: 'checking',
      text: t(isAtRest ? 'folders.waiting' : 'folders.checking', { n: counts.checking }),
      accent: false,
    });
  if (unsettled === 0)
    parts.push({ shown: 'skipped', text: t('folders.leftOut', { n: counts.skipped }), accent: false });
  const [single] = parts;
  if (single !== undefined && parts.length === 1 && counts[single.shown] === counts.all && single.shown in onlyKeys) {
    return (
      <button type="button" className={single.accent ? 'link clip' : 'link plain clip'} onClick={open(single.shown)}>
        {t(`folders.only.${isAtRest && single.shown === 'checking' ? 'waiting' : (single.shown as OnlyKey)}`, {
          n: counts.all,
        })}
      </button>
    );
  }
  return (
    <div className="clip folder-counts">
      <button type="button" className="link plain" onClick={open(null)}>
        {photos}
      </button>
      {parts.map((part) => (
        <span key={part.shown}>
          {', '}
          <button type="button" className={part.accent ? 'link' : 'link plain'} onClick={open(part.shown)}>
            {part.text}
          </button>
        </span>
      ))}
    </div>
  );
}
