// The dialog that changes a folder's name, album and rules. Photos that are on OK stay where they are.
import { useState } from 'react';
import { Dialog } from '@base-ui/react/dialog';
import type { Album } from '../../../shared/library/album.ts';
import type { FolderCard } from '../../../shared/library/folder.ts';
import { AlbumFields } from '../../components/album-fields.tsx';
import { albumValue, targetOf, type AlbumFormChoice } from '../../components/album-choice.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { RuleFields, splitPatterns } from '../../features/folder/rule-fields.tsx';

/** The initial choice of the form: the folder's album, if the list of albums has it. */
export function choiceOf({ target }: FolderCard, albums: readonly Album[]): AlbumFormChoice {
  const privacy = target.privacy ?? 'private';
  if (target.kind !== 'album') return { album: target.kind, title: '', privacy };
  const known = albums.find(
    (album) =>
      album.kind === 'album' &&
      album.group?.id === target.group?.id &&
      (target.url === null ? album.title === target.title : album.url === target.url),
  );
  return {
    album: known === undefined ? 'new' : albumValue(known),
    title: target.title,
    privacy,
    ...(target.group !== undefined && { inGroup: target.group }),
  };
}

export function ChangeFolder({ card, onClose }: { card: FolderCard; onClose: () => void }) {
  const albums = useQuery('albums.list', 'albums', undefined);
  return albums.value === null && albums.error === null ? null : (
    <ChangeFolderForm card={card} albums={albums.value ?? []} onClose={onClose} />
  );
}

function ChangeFolderForm({
  card,
  albums,
  onClose,
}: {
  card: FolderCard;
  albums: readonly Album[];
  onClose: () => void;
}) {
  const { t } = useI18n();
  const runCommand = useCommand();
  const groups = useQuery('groups.list', 'albums', undefined).value ?? [];
  const start = choiceOf(card, albums);
  const [choice, setChoice] = useState(start);
  const [rules, setRules] = useState(card.rules);
  const [patterns, setPatterns] = useState(card.rules.ignore.join(', '));
  const [title, setTitle] = useState(card.title);
  const [tried, setTried] = useState(false);
  const sameAlbum = JSON.stringify(choice) === JSON.stringify(start);

  const save = async (): Promise<void> => {
    setTried(true);
    const target = sameAlbum ? null : targetOf(choice, albums);
    if ((!sameAlbum && target === null) || title.trim() === '') return;
    const changed = await runCommand('folders.change', {
      folderId: card.folderId,
      title: title.trim(),
      rules: { ...rules, ignore: splitPatterns(patterns, card.rules.ignore) },
      ...(target === null ? {} : { target }),
    });
    if (!commandFailed(changed)) onClose();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog medium">
          <header>
            <Dialog.Title>{t('folderForm.changeTitle', { title: card.title })}</Dialog.Title>
            <Dialog.Description className="meta">{t('folderForm.changeHint')}</Dialog.Description>
          </header>
          <div className="dialog-body">
            <h3 className="caption">{t('folderForm.name')}</h3>
            <label className={tried && title.trim() === '' ? 'field bad' : 'field'}>
              <input
                type="text"
                className="grow"
                value={title}
                maxLength={200}
                aria-label={t('folderForm.name')}
                onChange={(event) => setTitle(event.target.value)}
              />
            </label>
            <h3 className="caption">{t('album.label')}</h3>
            <AlbumFields
              choice={choice}
              albums={albums}
              groups={groups}
              onChange={setChoice}
              subfolders={Math.max(2, card.target.albums)}
              tried={tried}
            />
            <h3 className="caption">{t('folderForm.rules')}</h3>
            <RuleFields rules={rules} onChange={setRules} patterns={patterns} onPatterns={setPatterns} open />
          </div>
          <footer>
            <span className="grow" />
            <Dialog.Close className="btn quiet">{t('window.notNow')}</Dialog.Close>
            <button type="button" className="btn primary" onClick={() => void save()}>
              {t('folderForm.save')}
            </button>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
