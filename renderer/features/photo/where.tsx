// Where a photo is: its folder on the disk, and its album on OK with who can see it.
import { nameInGroup, whoSees } from '../../../shared/library/album.ts';
import type { PhotoDetail } from '../../../shared/library/photo.ts';
import { readable, readableParts } from '../../../shared/readable-names.ts';
import { Icon } from '../../components/icon.tsx';
import { privacyIcon } from '../../components/privacy.tsx';
import { useToast } from '../../use-toast.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';

/** The last folders of a path, as «Фото / Дача 2026 / июль»; works for both kinds of slash. */
export function foldersOf(path: string, most = 3): string {
  return readableParts(path).slice(0, -1).slice(-most).join(' / ');
}

export function Where({ detail }: { detail: PhotoDetail }) {
  const { t } = useI18n();
  const runCommand = useCommand();
  const { fileId } = detail.row;
  const [firstCopy] = detail.copies;
  const { album, url } = detail;
  const showToast = useToast();
  const copyLink = async (): Promise<void> => {
    if (!commandFailed(await runCommand('shell.copyLink', { fileId }))) showToast({ text: t('clipboard.linkCopied') });
  };
  return (
    <>
      <div className="where">
        <Icon name="drive" />
        <div className="grow">
          <div className="clip" title={readable(detail.path)}>
            {foldersOf(detail.path)}
          </div>
          {firstCopy !== undefined && (
            <div className="meta clip" title={detail.copies.map(readable).join('\n')}>
              {detail.copies.length === 1
                ? t('photo.copyIn', { path: foldersOf(firstCopy, 2) })
                : t('photo.copies', { n: detail.copies.length })}
            </div>
          )}
        </div>
        <button
          type="button"
          className="btn icon-only small"
          aria-label={t('photo.showInFolder')}
          title={t('photo.showInFolder')}
          onClick={() => void runCommand('shell.showInFolder', { fileId })}
        >
          <Icon name="folder" size="small" />
        </button>
      </div>
      {album !== null && (
        <div className="where">
          <Icon name={album.kind === 'personal' ? privacyIcon(album.privacy) : 'album'} />
          <div className="grow">
            <div className="clip">
              {album.kind === 'personal' ? t('album.personal') : nameInGroup(album.title, album.group)}
            </div>
            <div className="meta clip">{t(`privacy.sees.${whoSees(album)}`)}</div>
          </div>
          <span className="row">
            {url !== null && (
              <button
                type="button"
                className="btn icon-only small"
                aria-label={t('clipboard.copyLink')}
                title={t('clipboard.copyLink')}
                onClick={() => void copyLink()}
              >
                <Icon name="link" size="small" />
              </button>
            )}
            {album.url !== null && (
              <button
                type="button"
                className="btn icon-only small"
                aria-label={t('window.openAlbum')}
                title={t('window.openAlbum')}
                onClick={() => void runCommand('shell.openOnOk', { albumId: album.albumId })}
              >
                <Icon name="open-out" size="small" />
              </button>
            )}
          </span>
        </div>
      )}
    </>
  );
}
