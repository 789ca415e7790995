// The dialog that shows each photo before and after conversion, and asks whether to send the copies.
import { useState } from 'react';
import { Dialog } from '@base-ui/react/dialog';
import type { WireError } from '../../../shared/errors.ts';
import type { CallOutput } from '../../../shared/ipc.ts';
import type { PhotoRow } from '../../../shared/library/photo.ts';
import { Icon } from '../../components/icon.tsx';
import { Preview } from '../../components/preview.tsx';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { TickBox } from '../../components/tick-box.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandErrorText } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { FactLists } from './fact-lists.tsx';
import { convertFacts } from './convert-facts.ts';

export type Converting = 'shrink' | 'convert';

interface Props {
  action: Converting;
  /** Photos to page through; never empty. */
  rows: readonly PhotoRow[];
  /** Number of photos that the decision is about. */
  total: number;
  /** Watched folders that ask each time: the answer can become their rule. */
  folders: readonly { folderId: number; title: string }[];
  /** The checkbox is ticked at first: a decision about many photos usually holds for later ones, too. */
  initialRemember: boolean;
  onClose: () => void;
  onConvert: (rememberFor: readonly number[]) => void;
}

export function ConvertDialog({ action, rows, total, folders, initialRemember, onClose, onConvert }: Props) {
  const { t, number } = useI18n();
  const [index, setIndex] = useState(0);
  const [remember, setRemember] = useState(initialRemember);
  const row = rows[Math.min(index, rows.length - 1)];
  const answer = useQuery('photos.previewConversion', null, row === undefined ? null : { fileId: row.fileId, action });
  const { value, error } = answer;
  const step = (by: -1 | 1): void => setIndex((now) => Math.max(0, Math.min(rows.length - 1, now + by)));
  const hopeless = error !== null && rows.length === 1;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup
          className="dialog pictures"
          onKeyDown={(event) => {
            if (event.key === 'ArrowLeft') step(-1);
            else if (event.key === 'ArrowRight') step(1);
          }}
        >
          <header className="row">
            <div className="grow">
              <Dialog.Title>{t(`convert.title.${action}`, { n: total })}</Dialog.Title>
              <Dialog.Description className="meta">{t('convert.hint', { n: total })}</Dialog.Description>
            </div>
            {rows.length > 1 && (
              <>
                <span className="meta" role="status">
                  {t('convert.place', { n: index + 1, total: number(rows.length) })}
                </span>
                <Leaf label={t('convert.previous')} icon="left" disabled={index === 0} onClick={() => step(-1)} />
                <Leaf
                  label={t('convert.following')}
                  icon="right"
                  disabled={index >= rows.length - 1}
                  onClick={() => step(1)}
                />
              </>
            )}
          </header>
          <BeforeAfter row={row} value={value} error={error} />
          <footer>
            <span className="grow">
              {folders.length > 0 && (
                <TickBox
                  checked={remember}
                  onChange={setRemember}
                  label={t('convert.always')}
                  hint={t('convert.alwaysIn', { n: folders.length, title: folders[0]?.title ?? '' })}
                />
              )}
            </span>
            <Dialog.Close className="btn quiet">{t('window.notNow')}</Dialog.Close>
            <button
              type="button"
              className="btn primary"
              disabled={hopeless}
              onClick={() => onConvert(remember ? folders.map(({ folderId }) => folderId) : [])}
            >
              <span className="clip">{t(`convert.send.${action}`, { n: total })}</span>
            </button>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Stays focusable at the first and last photo, so that the keyboard focus stays on the arrows. */
function Leaf(props: { label: string; icon: 'left' | 'right'; disabled: boolean; onClick: () => void }) {
  return (
    <button
      type="button"
      className={props.disabled ? 'btn icon-only is-disabled' : 'btn icon-only'}
      aria-label={props.label}
      title={props.label}
      aria-disabled={props.disabled}
      onClick={props.onClick}
    >
      <Icon name={props.icon} size="small" />
    </button>
  );
}

interface BeforeAfterProps {
  row: PhotoRow | undefined;
  /** null: the copy is being made, or that failed with `error`. */
  value: CallOutput<'photos.previewConversion'> | null;
  error: WireError | null;
}

/** The photo and its copy side by side, with their facts below. */
function BeforeAfter({ row, value, error }: BeforeAfterProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const making = value === null && error === null;
  const afterInstead = making ? t('convert.making') : error === null ? null : commandErrorText(i18n, error);
  const name = row?.name ?? '';
  return (
    <div className="pictures-scroll">
      <div className="pair">
        <figure>
          {value === null ? (
            <span className="preview">
              <Thumbnail sha256={row?.thumbnail ?? null} alt={`${t('convert.before')}: ${name}`} eager />
            </span>
          ) : (
            <Preview picture={value.before.picture} alt={`${t('convert.before')}: ${name}`} />
          )}
          <figcaption>
            <span className="strong">{t('convert.before')}</span>
            <span className="meta clip" title={name}>
              {name}
            </span>
          </figcaption>
        </figure>
        <figure aria-busy={making}>
          <Preview
            picture={value?.after.picture ?? null}
            alt={`${t('convert.after')}: ${name}`}
            instead={afterInstead}
          />
          <figcaption>
            <span className="strong">{t('convert.after')}</span>
          </figcaption>
        </figure>
      </div>
      {value === null ? (
        <div className="fact-lists blank" />
      ) : (
        <FactLists facts={convertFacts(i18n, value.before, value.after)} />
      )}
    </div>
  );
}
