// The rules shown wherever an album is chosen: remove the place, convert the format, shrink.
import type { AskedRules } from '../../shared/library/folder-rules.ts';
import { useI18n } from '../i18n/use-i18n.tsx';
import { TickBox } from './tick-box.tsx';

interface Props {
  rules: AskedRules;
  onChange: (rules: AskedRules) => void;
}

export function AskedRuleFields({ rules, onChange }: Props) {
  const { t } = useI18n();
  const set = (change: Partial<AskedRules>): void => {
    const { removeGps, convert, shrink } = { ...rules, ...change };
    onChange({ removeGps, convert, shrink });
  };
  return (
    <div className="rule-fields">
      <TickBox
        checked={rules.removeGps}
        label={t('folderForm.removeGps')}
        hint={t('folderForm.removeGpsHint')}
        onChange={(removeGps) => set({ removeGps })}
      />
      <TickBox checked={rules.convert} label={t('folderForm.convert')} onChange={(convert) => set({ convert })} />
      <TickBox checked={rules.shrink} label={t('folderForm.shrink')} onChange={(shrink) => set({ shrink })} />
    </div>
  );
}
