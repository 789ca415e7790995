// The banner about a library that was restored from a backup; shown on every screen until the person dismisses it.
import { restoredSentence } from '../../../shared/locales/restored-sentence.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { Icon } from '../../components/icon.tsx';

export function RestoredBanner() {
  const { t, language } = useI18n();
  const runCommand = useCommand();
  const restored = useEngine((state) => state.snapshot?.restored ?? null);
  const nowMs = useEngine((state) => state.snapshot?.atMs ?? 0);
  if (restored === null) return null;
  const { asidePath } = restored;
  return (
    <div className="banner" role="status">
      <Icon name="warning" />
      <div className="grow">
        <div>{restoredSentence(restored, nowMs, language, t)}</div>
        {asidePath !== null && (
          <div className="meta selectable">
            {t('window.restored.aside')} {asidePath}
          </div>
        )}
      </div>
      {asidePath !== null && (
        <button type="button" className="btn quiet small" onClick={() => void runCommand('shell.showDamaged')}>
          {t('window.restored.show')}
        </button>
      )}
      <button type="button" className="btn small" onClick={() => void runCommand('library.restoredSeen')}>
        {t('window.restored.seen')}
      </button>
    </div>
  );
}
