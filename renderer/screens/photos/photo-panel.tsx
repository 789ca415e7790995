// The panel of one photo: picture, facts, state and reason, where it is, journal and actions.
import { useEffect, useRef } from 'react';
import type { PhotoDetail } from '../../../shared/library/photo.ts';
import { Icon } from '../../components/icon.tsx';
import { StateLabel } from '../../components/state-label.tsx';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandErrorText } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { CaptionPart } from '../../features/photo/caption-part.tsx';
import { datedText } from '../../features/photo/dated.ts';
import { JournalList } from './journal.tsx';
import { PhotoActions } from '../../features/photo/photo-actions.tsx';
import { Where } from '../../features/photo/where.tsx';
import { Why } from '../../features/photo/why.tsx';

export function PhotoPanel({ fileId, onClose }: { fileId: number; onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const answer = useQuery('photos.get', 'photos', { fileId });
  const opener = useRef<Element | null>(null);
  const close = (): void => {
    onClose();
    const to = opener.current;
    if (to instanceof HTMLElement && to.isConnected) to.focus({ preventScroll: true });
  };
  useEffect(() => {
    opener.current = document.activeElement;
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.querySelector('.dialog, .menu') !== null) return;
      close();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const detail = answer.value;
  return (
    <aside className="panel" aria-label={t('photo.panel', { name: detail?.row.name ?? '' })}>
      {detail !== null && <PanelContent detail={detail} onClose={close} />}
      {detail === null && answer.error !== null && (
        <div className="body">
          <Head title={commandErrorText(i18n, answer.error)} onClose={close} />
        </div>
      )}
    </aside>
  );
}

function Head({ title, onClose }: { title: string; onClose: () => void }) {
  const { t } = useI18n();
  return (
    <div className="row">
      <h2 className="grow clip" title={title}>
        {title}
      </h2>
      <button
        type="button"
        className="btn icon-only small"
        aria-label={t('photo.close')}
        title={t('photo.close')}
        onClick={onClose}
      >
        <Icon name="x" size="small" />
      </button>
    </div>
  );
}

function PanelContent({ detail, onClose }: { detail: PhotoDetail; onClose: () => void }) {
  const i18n = useI18n();
  const { t, bytes } = i18n;
  const { row } = detail;
  const facts = [datedText(i18n, row.datedBy, detail.capturedAtMs ?? row.sortMs)];
  if (row.width !== null && row.height !== null)
    facts.push(t('photo.dimensions', { width: String(row.width), height: String(row.height) }));
  facts.push(bytes(row.sizeBytes));
  return (
    <>
      <div className="panel-scroll">
        <figure>
          <Thumbnail sha256={row.thumbnail} alt={row.name} eager />
        </figure>
        <div className="body">
          <div>
            <Head title={row.name} onClose={onClose} />
            <p className="meta first-capital">{facts.join('\u00a0· ')}</p>
          </div>
          <Why detail={detail} />
          <CaptionPart detail={detail} />
          <Where detail={detail} />
          <JournalList entries={detail.journal} shown={row.shown} />
        </div>
      </div>
      <PhotoActions detail={detail} />
      <span className="unseen" role="status">
        <StateLabel state={row.shown} />
      </span>
    </>
  );
}
