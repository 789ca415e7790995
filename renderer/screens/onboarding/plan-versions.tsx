// A line of the plan: photos with an edited version, and the rule for them in these folders.
import { Icon } from '../../components/icon.tsx';
import { VersionRule } from '../../components/version-rule.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';

export function PlanVersions({ folderIds, count }: { folderIds: readonly number[]; count: number }) {
  const { t, number } = useI18n();
  const runCommand = useCommand();
  const cards = useQuery('folders.list', 'folders', undefined).value ?? [];
  const mine = cards.filter((card) => folderIds.includes(card.folderId));
  const isEditedOnly = mine.length > 0 && mine.every((card) => card.rules.versions === 'edited');
  return (
    <li className="plan-line">
      <Icon name="copy" />
      <span>
        <span className="block">{t('start.planVersions')}</span>
        <span className="meta block plan-hint">{t('start.planVersionsHint')}</span>
        <VersionRule
          value={isEditedOnly ? 'edited' : 'both'}
          onChange={(versions) => {
            void (async () => {
              for (const folderId of folderIds)
                if (commandFailed(await runCommand('folders.change', { folderId, rules: { versions } }))) return;
            })();
          }}
        />
      </span>
      <span className="strong">{number(count)}</span>
    </li>
  );
}
