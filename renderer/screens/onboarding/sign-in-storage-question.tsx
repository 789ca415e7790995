// Asked once after signing in on a system without a keychain: store the sign-in in a file, or sign in at each start.
import { useState } from 'react';
import { focusHome } from '../../components/kept-focus.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';

export function SignInStorageQuestion({ onAnswered }: { onAnswered: () => void }) {
  const { t } = useI18n();
  const runCommand = useCommand();
  const [busy, setBusy] = useState(false);
  const keep = async (where: 'session' | 'file'): Promise<void> => {
    setBusy(true);
    const done = await runCommand('account.keepSignIn', { where });
    setBusy(false);
    if (!commandFailed(done)) onAnswered();
  };
  return (
    <>
      <h2 {...focusHome}>{t('signIn.keepTitle')}</h2>
      <p className="lead">{t('signIn.keepNoKeychain')}</p>
      <ul className="keep-ways">
        {(['file', 'session'] as const).map((where) => (
          <li key={where}>
            <button type="button" className="btn" disabled={busy} onClick={() => void keep(where)}>
              {t(where === 'file' ? 'signIn.keepFile' : 'signIn.keepSession')}
            </button>
            <p className="meta">{t(where === 'file' ? 'signIn.keepFileHint' : 'signIn.keepSessionHint')}</p>
          </li>
        ))}
      </ul>
      <p className="meta welcome-hint">{t('signIn.keepLater')}</p>
    </>
  );
}
