// The filters of the Photos screen with their counts. Empty states are hidden, except those that people look for.
import type { ShownCounts, ShownState } from '../../../shared/library/shown-state.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';

const order: readonly { shown: ShownState | null; icon: IconName | null; always: boolean }[] = [
  { shown: null, icon: null, always: true },
  { shown: 'done', icon: 'check', always: true },
  { shown: 'waiting', icon: 'clock', always: true },
  { shown: 'needs_you', icon: 'warning', always: true },
  { shown: 'review', icon: 'eye', always: false },
  { shown: 'checking', icon: 'search', always: false },
  { shown: 'skipped', icon: 'skip', always: true },
  { shown: 'duplicate', icon: 'copy', always: true },
];

interface Props {
  /** null: not known yet; no number is shown. */
  counts: ShownCounts | null;
  shown: ShownState | null;
  folder: { folderId: number; title: string } | null;
  onShown: (shown: ShownState | null) => void;
  onFolderClear: () => void;
}

export function Filters({ counts, shown, folder, onShown, onFolderClear }: Props) {
  const { t, number } = useI18n();
  return (
    <div className="filters" role="group" aria-label={t('photos.filters')}>
      {folder !== null && (
        <button
          type="button"
          className="chip on"
          aria-label={`${t('photos.onlyFolder', { title: folder.title })}. ${t('photos.onlyFolderClear')}`}
          onClick={onFolderClear}
        >
          <Icon name="folder" size="small" />
          <span className="clip">{folder.title}</span>
          <Icon name="x" size="tiny" />
        </button>
      )}
      {order.map(({ shown: state, icon, always }) => {
        const count = counts === null ? null : counts[state ?? 'all'];
        const on = state === shown;
        if (!always && !on && (count === null || count === 0)) return null;
        return (
          <button
            key={state ?? 'all'}
            type="button"
            className={on ? 'chip on' : 'chip'}
            aria-pressed={on}
            onClick={() => onShown(state)}
          >
            {icon !== null && <Icon name={icon} size="small" />}
            {t(`photos.filter.${state ?? 'all'}`)}
            {count !== null && <span className="n">{number(count)}</span>}
          </button>
        );
      })}
    </div>
  );
}
