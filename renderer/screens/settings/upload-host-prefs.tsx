// Upload hosts outside OK's own that the person allowed for good, each with a button that takes it back.
import { Pref } from '../../components/pref.tsx';
import { useEngine } from '../../engine/engine-store.ts';
import { useCommand } from '../../engine/use-command.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';

const none: readonly string[] = [];

export function UploadHostPrefs() {
  const { t } = useI18n();
  const runCommand = useCommand();
  const hosts = useEngine((state) => state.snapshot?.uploadHosts ?? none);
  return hosts.map((host) => (
    <Pref key={host} title={t('settings.uploadHost', { host })} hint={t('settings.uploadHostHint')}>
      <button type="button" className="btn" onClick={() => void runCommand('sync.forgetUploadHost', { host })}>
        {t('settings.forgetUploadHost')}
      </button>
    </Pref>
  ));
}
