// The Problems screen: photos that need a decision, grouped by cause.
import { Empty } from '../../components/empty.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { Cause } from './cause.tsx';

export function ProblemsScreen() {
  const { t } = useI18n();
  const groups = useQuery('problems.list', 'problems', undefined).value;
  const sending = useEngine((state) => state.snapshot?.status.kind === 'sending');
  const total = groups?.reduce((sum, group) => sum + group.photos, 0) ?? 0;
  return (
    <>
      <TitleBar title={t('window.nav.problems')}>
        {total > 0 && (
          <span className="meta clip bar-note">
            {t('problems.summary', { n: total })}
            {sending && ` ${t('problems.othersSending')}`}
          </span>
        )}
      </TitleBar>
      {groups !== null && groups.length === 0 ? (
        <div className="page centered">
          <Empty icon="check" title={t('problems.none')} hint={t('problems.noneHint')} />
        </div>
      ) : (
        <div className="page">
          <ul className="rows">
            {groups?.map((group) => (
              <Cause key={`${group.reason}-${group.albumId ?? 0}-${group.folder?.folderId ?? 0}`} group={group} />
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
