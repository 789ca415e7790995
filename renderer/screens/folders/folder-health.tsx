// How a folder is watched, in words, and a note where that is unusual.
import type { FolderCard } from '../../../shared/library/folder.ts';
import { formatEvery } from '../../../shared/locales/format.ts';
import { unopenedNote, unopenedTexts } from '../../../shared/locales/unopened-text.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { useToast } from '../../use-toast.ts';
import { useI18n, type I18n } from '../../i18n/use-i18n.tsx';

const icons: Readonly<Record<State, IconName>> = {
  starting: 'search',
  live: 'eye',
  scanned: 'clock',
  absent: 'drive-off',
  unreadable: 'warning',
  paused: 'pause',
  planned: 'eye',
  failed: 'warning',
};

type State = FolderCard['health'] | 'planned' | 'failed';

/** The short state of a folder. */
function stateOf(card: FolderCard): State {
  if (card.paused) return 'paused';
  if (card.health === 'absent' || card.health === 'unreadable') return card.health;
  if (card.trouble !== null) return 'failed';
  return card.planned ? 'planned' : card.health;
}

export function healthText({ t, at, since }: I18n, card: FolderCard): string {
  switch (stateOf(card)) {
    case 'planned':
      return t('folders.health.planned');
    case 'failed':
      return t('folders.health.failed');
    case 'starting':
      return t('folders.health.starting');
    case 'live':
      return card.lastScanMs === null
        ? t('folders.health.live')
        : t('folders.health.liveScan', { time: at(card.lastScanMs) });
    case 'scanned':
      return card.scanEveryMs === null
        ? t('folders.health.scannedPlain')
        : t('folders.health.scanned', { every: formatEvery(t, card.scanEveryMs) });
    case 'absent':
      return t('folders.health.absent', { time: since(card.healthSinceMs) });
    case 'unreadable':
      return t('folders.health.unreadable', { time: since(card.healthSinceMs) });
    case 'paused':
      return t('folders.health.paused');
  }
}

export function FolderHealthNote({ card }: { card: FolderCard }) {
  const i18n = useI18n();
  const text = healthText(i18n, card);
  return (
    <div className="meta with-icon" title={text}>
      <Icon name={icons[stateOf(card)]} size="small" />
      <span className="clip">{text}</span>
    </div>
  );
}

/** Notes on why photos of the folder are not seen or not sent: none, one or two lines. */
export function FolderNote({ card }: { card: FolderCard }) {
  const { t } = useI18n();
  const { unopened } = card;
  const gone = card.paused || card.health === 'absent' || card.health === 'unreadable';
  return (
    <>
      <HealthNote card={card} />
      {unopened !== null && !gone && <p className="note">{unopenedNote(t, unopened)}</p>}
    </>
  );
}

function HealthNote({ card }: { card: FolderCard }) {
  const { t } = useI18n();
  const showToast = useToast();
  if (card.paused) return null;
  const { remedy } = card;
  if (card.health === 'absent') return <p className="note">{t('folders.note.absent', { title: card.title })}</p>;
  if (card.health === 'unreadable') return <p className="note">{t('folders.note.unreadable')}</p>;
  if (card.trouble !== null)
    return <p className="note">{t('folders.note.failed', { why: unopenedTexts(t, card.trouble).why })}</p>;
  if (card.planned) return <p className="note">{t('folders.note.planned')}</p>;
  if (card.health !== 'scanned') return null;
  if (remedy === null) return <p className="note">{t('folders.note.scanned')}</p>;
  return (
    <p className="note">
      <span>{t('folders.note.scannedRemedy', { remedy })}</span>
      <button
        type="button"
        className="link"
        onClick={() => void navigator.clipboard.writeText(remedy).then(() => showToast({ text: t('folders.copied') }))}
      >
        {t('folders.copyRemedy')}
      </button>
    </p>
  );
}
