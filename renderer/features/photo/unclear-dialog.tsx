// The dialog for uncertain commits: our photo beside those in the album. The person decides about one or about all
// that are left.
import { useState } from 'react';
import { Dialog } from '@base-ui/react/dialog';
import type { PhotoAction, PhotoRow } from '../../../shared/library/photo.ts';
import { Icon } from '../../components/icon.tsx';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { TickBox } from '../../components/tick-box.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { datedText } from './dated.ts';
import { CandidateList } from './candidates.tsx';

interface Props {
  /** Photos to decide about; never empty. */
  rows: readonly PhotoRow[];
  onClose: () => void;
}

export function UnclearDialog({ rows, onClose }: Props) {
  const i18n = useI18n();
  const { t, number, bytes } = i18n;
  const runCommand = useCommand();
  const [decided, setDecided] = useState<ReadonlySet<number>>(new Set());
  const [alike, setAlike] = useState(false);
  const [busy, setBusy] = useState(false);
  // Decided photos leave the list behind the dialog, at once or a moment later.
  const left = rows.filter((one) => !decided.has(one.fileId));
  const [row] = left;
  const detail = useQuery('photos.get', null, row === undefined ? null : { fileId: row.fileId }).value;
  if (row === undefined) return null;
  const decide = async (action: PhotoAction): Promise<void> => {
    setBusy(true);
    const chosen = alike ? left : [row];
    const fileIds = chosen.map((one) => one.fileId);
    const done = await runCommand('photos.act', { fileIds, action });
    setBusy(false);
    if (commandFailed(done)) return;
    if (left.length === chosen.length) onClose();
    else setDecided(new Set([...decided, ...fileIds]));
  };
  const facts = [datedText(i18n, row.datedBy, row.sortMs)];
  if (row.width !== null && row.height !== null)
    facts.push(t('photo.dimensions', { width: String(row.width), height: String(row.height) }));
  facts.push(bytes(row.sizeBytes));
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog pictures">
          <header className="row">
            <div className="grow">
              <Dialog.Title>{t('unclear.title')}</Dialog.Title>
              <Dialog.Description className="meta">{t('unclear.hint')}</Dialog.Description>
            </div>
            {decided.size + left.length > 1 && (
              <span className="meta" role="status">
                {t('convert.place', { n: decided.size + 1, total: number(decided.size + left.length) })}
              </span>
            )}
          </header>
          <div className="pictures-scroll">
            <div className="pair" key={row.fileId}>
              <figure>
                <span className="preview">
                  <Thumbnail sha256={row.thumbnail} alt={`${t('unclear.mine')}: ${row.name}`} eager />
                </span>
                <figcaption className="two-lines">
                  <span>
                    <span className="strong">{t('unclear.mine')}</span> <span className="meta">{row.name}</span>
                  </span>
                  <span className="meta first-capital">{facts.join('\u00a0· ')}</span>
                </figcaption>
              </figure>
              <CandidateList fileId={row.fileId} />
            </div>
          </div>
          <footer>
            <button
              type="button"
              className="btn quiet"
              onClick={() => void runCommand('shell.openOnOk', { albumId: detail?.album?.albumId ?? null })}
            >
              <Icon name="open-out" size="small" />
              {t('cause.openAlbum')}
            </button>
            <span className="grow" />
            {left.length > 1 && (
              <TickBox checked={alike} onChange={setAlike} label={t('unclear.alike', { n: left.length - 1 })} />
            )}
            <button type="button" className="btn" disabled={busy} onClick={() => void decide('it_is_not_there')}>
              <span className="clip">{t('photo.action.it_is_not_there')}</span>
            </button>
            <button type="button" className="btn" disabled={busy} onClick={() => void decide('it_is_there')}>
              <span className="clip">{t('photo.action.it_is_there')}</span>
            </button>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
