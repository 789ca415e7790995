// The rule for photos that exist as original and as edited version: send both, or the edited one only.
import type { FolderRules } from '../../shared/library/folder-rules.ts';
import { useI18n } from '../i18n/use-i18n.tsx';
import { Segments } from './segments.tsx';

export function VersionRule({
  value,
  onChange,
}: {
  value: FolderRules['versions'];
  onChange: (value: FolderRules['versions']) => void;
}) {
  const { t } = useI18n();
  return (
    <Segments
      value={value}
      label={t('folderForm.versions')}
      segments={[
        { value: 'both', label: t('folderForm.versionsBoth') },
        { value: 'edited', label: t('folderForm.versionsEdited') },
      ]}
      onChange={onChange}
    />
  );
}
