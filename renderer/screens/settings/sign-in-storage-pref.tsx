// Where the sign-in is stored; without a system keychain the person chooses.
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { Pref } from '../../components/pref.tsx';

export function SignInStoragePref() {
  const { t } = useI18n();
  const runCommand = useCommand();
  const account = useEngine((state) => state.account);
  if (account === null) return null;
  const { keptIn } = account.signIn;
  // With a keychain there is nothing to choose.
  const choose = keptIn === 'ask' || (!account.keychain && account.kind === 'ok');
  return (
    <Pref title={t('signIn.keepTitle')} hint={t(keptIn === 'ask' ? 'signIn.keepText' : `signIn.keptIn.${keptIn}`)}>
      {keptIn === 'locked' && (
        <button type="button" className="btn" onClick={() => void runCommand('account.openKeychain')}>
          {t('overview.openKeyring')}
        </button>
      )}
      {choose && keptIn !== 'session' && (
        <button
          type="button"
          className="btn"
          onClick={() => void runCommand('account.keepSignIn', { where: 'session' })}
        >
          {t('signIn.keepSession')}
        </button>
      )}
      {choose && keptIn !== 'file' && (
        <button type="button" className="btn" onClick={() => void runCommand('account.keepSignIn', { where: 'file' })}>
          {t('signIn.keepFile')}
        </button>
      )}
    </Pref>
  );
}
