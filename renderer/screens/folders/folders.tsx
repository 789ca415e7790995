// The Folders screen: every watched folder with its album, privacy, counts and health. Nothing here deletes a photo.
import { useState } from 'react';
import type { FolderCard } from '../../../shared/library/folder.ts';
import { ConfirmDialog, type Question } from '../../components/confirm-dialog.tsx';
import { Empty } from '../../components/empty.tsx';
import { Icon } from '../../components/icon.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useToast } from '../../use-toast.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { useAddFolder } from '../../features/folder/add-folder.tsx';
import { ChangeFolder } from './change-folder.tsx';
import { FolderListRow } from './folder-row.tsx';

export function FoldersScreen() {
  const { t } = useI18n();
  const runCommand = useCommand();
  const showToast = useToast();
  const addFolder = useAddFolder();
  const { value: cards } = useQuery('folders.list', 'folders', undefined);
  const [question, setQuestion] = useState<Question | null>(null);
  const [changing, setChanging] = useState<FolderCard | null>(null);

  const removeText = ({ counts }: FolderCard): string => {
    const unsent = counts.checking + counts.review + counts.waiting + counts.needs_you;
    const text = t('folders.removeText');
    return unsent === 0 ? text : `${text} ${t('folders.removeUnsent', { n: unsent })}`;
  };
  const askRemove = (card: FolderCard): void =>
    setQuestion({
      title: t('folders.removeTitle', { title: card.title }),
      text: removeText(card),
      yes: t('folders.removeYes'),
      no: t('folders.removeNo'),
      onYes: () =>
        void runCommand('folders.remove', { folderId: card.folderId }).then((done) => {
          if (!commandFailed(done)) showToast({ text: t('folders.removedToast', { title: card.title }) });
        }),
    });
  const photos = cards?.reduce((sum, card) => sum + card.counts.all, 0) ?? 0;

  return (
    <>
      <TitleBar title={t('window.nav.folders')}>
        <button type="button" className="btn" onClick={() => void addFolder()}>
          <Icon name="folder-plus" size="small" />
          {t('folders.add')}
        </button>
      </TitleBar>
      {cards !== null && cards.length === 0 ? (
        <div className="page centered">
          <Empty icon="folder" title={t('folders.none')} hint={t('folders.noneHint')}>
            <button type="button" className="btn primary" onClick={() => void addFolder()}>
              {t('folders.add')}
            </button>
          </Empty>
        </div>
      ) : (
        <div className="page">
          <ul className="rows folder-rows">
            {cards?.map((card) => (
              <FolderListRow
                key={card.folderId}
                card={card}
                onRemove={() => askRemove(card)}
                onChange={() => setChanging(card)}
              />
            ))}
          </ul>
          {cards !== null && (
            <p className="meta folders-foot">
              {t('folders.foot', {
                folders: t('count.folders', { n: cards.length }),
                photos: t('count.photos', { n: photos }),
              })}
            </p>
          )}
        </div>
      )}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
      {changing !== null && <ChangeFolder card={changing} onClose={() => setChanging(null)} />}
    </>
  );
}
