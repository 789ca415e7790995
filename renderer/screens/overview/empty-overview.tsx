// Overview without any photo: an invitation to drop photos or choose a folder. Also shown after skipping the first
// start.
import { Empty } from '../../components/empty.tsx';
import { Icon } from '../../components/icon.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { AddPhotosButton } from '../../features/drop/add-photos-button.tsx';
import { useAddFolder } from '../../features/folder/add-folder.tsx';

export function EmptyOverview() {
  const { t } = useI18n();
  const addFolder = useAddFolder();
  return (
    <div className="page centered">
      <Empty icon="photo" title={t('status.empty')} hint={t('statusDetail.empty')}>
        <button type="button" className="btn primary" onClick={() => void addFolder()}>
          <Icon name="folder-plus" size="small" />
          {t('overview.addFolder')}
        </button>
        <AddPhotosButton plain />
      </Empty>
    </div>
  );
}
