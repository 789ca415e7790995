// A photo's state and the reason for it.
import type { PhotoDetail } from '../../../shared/library/photo.ts';
import { failureText } from '../../../shared/locales/failure-text.ts';
import { seenText } from '../../../shared/locales/seen-text.ts';
import { otherAlbumTitle } from '../../../shared/other-album-title.ts';
import { refusedByService } from '../../../shared/reasons.ts';
import { Icon } from '../../components/icon.tsx';
import { stateIcons, type PhotoState } from '../../components/photo-mark.tsx';
import { useI18n, type I18n } from '../../i18n/use-i18n.tsx';
import { useSentShare } from './use-sent-share.ts';

function convertedText({ t, bytes }: I18n, mended: NonNullable<PhotoDetail['mended']>): string {
  const size = t('photo.convertedSize', {
    width: String(mended.width),
    height: String(mended.height),
    bytes: bytes(mended.sizeBytes),
    format: mended.format.toUpperCase(),
  });
  return mended.gpsRemoved ? `${size}, ${t('photo.convertedGps')}` : size;
}

function titleOf(i18n: I18n, detail: PhotoDetail, state: PhotoState): string {
  const { t, at } = i18n;
  if (state === 'done')
    return t('photo.title.doneSince', { time: at(detail.sinceMs).replace(/^(в|at)[\s\u00a0]/, '') });
  if (state === 'waiting' && detail.row.waitsFor !== null) return t(`photo.title.${detail.row.waitsFor}`);
  if (state === 'waiting' && detail.row.retryAtMs !== null)
    return t('photo.title.waitingUntil', { time: at(detail.row.retryAtMs) });
  if (state === 'needs_you' && detail.row.isCheckedAgain) return t('photo.title.checkedAgain');
  return t(`photo.title.${state}`);
}

export function reasonText(i18n: I18n, detail: PhotoDetail, state: PhotoState): string {
  const { t } = i18n;
  const { reason } = detail.row;
  if (reason !== null && state !== 'done' && state !== 'sending') {
    const album = otherAlbumTitle(detail);
    if (album !== null) return t('photo.because.inAlbum', { album });
    if (reason === 'album_privacy' && detail.album?.seen !== undefined) return seenText(t, detail.album.seen);
    const refused = state === 'needs_you' && reason !== 'refused_by_service' && detail.lastError === refusedByService;
    return refused ? t('photo.because.refused', { why: t(`why.${reason}`) }) : t(`why.${reason}`);
  }
  switch (state) {
    case 'done':
      return detail.mended === null
        ? t('photo.because.done')
        : t('photo.because.doneConverted', { what: convertedText(i18n, detail.mended) });
    case 'sending':
    case 'waiting':
      if (state === 'waiting' && detail.row.waitsFor !== null) return t(`photo.because.${detail.row.waitsFor}`);
      if (state === 'waiting' && detail.lastError !== null)
        return t('photo.because.waitingFailed', { why: failureText(i18n.t, detail.lastError) });
      return detail.mended === null
        ? t('photo.because.waiting')
        : t('photo.because.waitingConverted', { what: convertedText(i18n, detail.mended) });
    case 'review':
      return t('photo.because.review');
    case 'checking':
      return t('photo.because.checking');
    case 'duplicate':
      return t('photo.because.duplicate');
    case 'needs_you':
    case 'skipped':
      return '';
  }
}

export function Why({ detail }: { detail: PhotoDetail }) {
  const i18n = useI18n();
  const share = useSentShare(detail.row.fileId);
  const state: PhotoState = share === null ? detail.row.shown : 'sending';
  const tone = state === 'done' ? 'done-text' : state === 'needs_you' ? 'need-text' : '';
  const notes: string[] = [];
  if (detail.hasGps && detail.mended?.gpsRemoved !== true) notes.push(i18n.t('photo.hasGps'));
  if (detail.soundness === 'flawed') notes.push(i18n.t('photo.flawed'));
  if (detail.attempts > 1 && state !== 'done') notes.push(i18n.t('photo.attempts', { n: detail.attempts }));
  return (
    <div className="why">
      <Icon name={state === 'needs_you' ? 'warning' : stateIcons[state]} className={tone} />
      <span className={`strong ${tone}`}>{titleOf(i18n, detail, state)}</span>
      <p className="second">{reasonText(i18n, detail, state)}</p>
      {notes.length > 0 && <p className="meta first-capital">{notes.join('\u00a0· ')}</p>}
    </div>
  );
}
