// The dialog that asks into which album chosen or dropped photos go.
import { useState } from 'react';
import { Dialog } from '@base-ui/react/dialog';
import { nameInGroup, type AlbumTarget } from '../../../shared/library/album.ts';
import type { AskedRules } from '../../../shared/library/folder-rules.ts';
import { AskedRuleFields } from '../../components/asked-rules.tsx';
import { AlbumFields } from '../../components/album-fields.tsx';
import { albumValue, targetOf, type AlbumFormChoice } from '../../components/album-choice.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { useAskedDefaults, useDefaults } from '../../engine/use-defaults.ts';

interface Props {
  /** Number of files and folders; null: not shown. */
  count: number | null;
  title: string;
  /** The album chosen at first; personal photos by default. */
  initial?: 'personal' | 'new';
  onClose: () => void;
  /** Ask for the rules of these photos, too; otherwise `onChosen` gets the defaults. */
  asksRules?: boolean;
  onChosen: (target: AlbumTarget, rules: AskedRules) => void;
}

export function ChooseAlbum({ count, title, initial = 'personal', asksRules = false, onClose, onChosen }: Props) {
  const { t } = useI18n();
  const albums = useQuery('albums.list', 'albums', undefined).value ?? [];
  const groups = useQuery('groups.list', 'albums', undefined).value ?? [];
  const [choice, setChoice] = useState<AlbumFormChoice>({
    album: initial,
    title: '',
    privacy: useDefaults().privacy,
  });
  const asked = useAskedDefaults();
  const [rules, setRules] = useState(asked);
  const [tried, setTried] = useState(false);
  const target = targetOf(choice, albums);
  const chosen = albums.find((album) => albumValue(album) === choice.album);
  const newTitle = choice.title.trim() === '' ? '' : nameInGroup(choice.title.trim(), choice.inGroup);
  const chosenTitle = choice.album === 'new' ? newTitle : chosen && nameInGroup(chosen.title, chosen.group);
  const label =
    choice.album === 'personal'
      ? t('drop.sendPersonal')
      : chosenTitle === undefined || chosenTitle === ''
        ? t('drop.sendPlain')
        : t('drop.send', { title: chosenTitle });
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog narrow">
          <header>
            <Dialog.Title>{title}</Dialog.Title>
            {count !== null && (
              <Dialog.Description className="meta">{t('drop.items', { n: count })}</Dialog.Description>
            )}
          </header>
          <div className="dialog-body">
            <AlbumFields choice={choice} albums={albums} groups={groups} onChange={setChoice} tried={tried} />
            {asksRules && (
              <>
                <h3 className="caption">{t('folderForm.rules')}</h3>
                <AskedRuleFields rules={rules} onChange={setRules} />
              </>
            )}
          </div>
          <footer>
            <span className="grow" />
            <Dialog.Close className="btn quiet">{t('window.notNow')}</Dialog.Close>
            <button
              type="button"
              className="btn primary"
              onClick={() => {
                setTried(true);
                if (target !== null) onChosen(target, rules);
              }}
            >
              <span className="clip">{label}</span>
            </button>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
