// The banner about a limits file that cannot be read; shown on every screen, because it says nothing until mended.
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useEngine } from '../../engine/engine-store.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Icon } from '../../components/icon.tsx';

export function LimitsBanner() {
  const { t } = useI18n();
  // The file is read once, when the engine starts.
  const runs = useEngine((state) => state.snapshot !== null);
  const unreadable = useQuery('limits.get', null, runs ? undefined : null).value?.unreadable ?? null;
  if (unreadable === null) return null;
  return (
    <div className="banner" role="status">
      <Icon name="warning" />
      <div className="grow">
        <div>{t('window.limitsUnreadable', { where: unreadable.where })}</div>
        <div className="meta selectable path">{unreadable.path}</div>
      </div>
    </div>
  );
}
