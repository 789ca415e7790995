// «I have a token»: the person pastes a token, or the address that the browser stopped at.
import { useState } from 'react';
import { Dialog } from '@base-ui/react/dialog';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { signInText } from './sign-in-pref.tsx';

/** `look`: of the button, as those beside it. */
export function TokenButton({ look = 'btn quiet' }: { look?: 'btn quiet' | 'link' }) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={look} onClick={() => setOpen(true)}>
        {t('signIn.token.have')}
      </button>
      {open && <TokenDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function TokenDialog({ onClose }: { onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const runCommand = useCommand();
  const view = useEngine((state) => state.account?.signIn ?? null);
  const [token, setToken] = useState('');
  const [secret, setSecret] = useState('');
  const [tried, setTried] = useState<'no' | 'running' | 'yes'>('no');

  const use = async (): Promise<void> => {
    setTried('running');
    const answer = await runCommand('account.useToken', { token, secret });
    setTried('yes');
    // A sign-in that could not be stored is in use all the same; Settings say so.
    const { state, signedIn } = commandFailed(answer) ? { state: null, signedIn: false } : answer.signIn;
    if (signedIn && (state?.kind !== 'failed' || state.why === 'not_kept')) onClose();
  };
  const result = tried === 'yes' && view !== null ? signInText(i18n, view) : null;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog medium">
          <header>
            <Dialog.Title>{t('signIn.token.title')}</Dialog.Title>
            <Dialog.Description className="meta">{t('signIn.token.hint')}</Dialog.Description>
          </header>
          <div className="dialog-body">
            <Secret label={t('signIn.token.token')} value={token} onChange={setToken} />
            <Secret
              label={t('signIn.token.secret')}
              hint={t('signIn.token.secretHint')}
              value={secret}
              onChange={setSecret}
            />
            <p role="status" className={result?.need === true ? 'meta need-text' : 'meta'}>
              {tried === 'running' ? t('signIn.token.checking') : (result?.text ?? '')}
            </p>
          </div>
          <footer>
            <span className="grow" />
            <Dialog.Close className="btn quiet">{t('window.notNow')}</Dialog.Close>
            <button
              type="button"
              className="btn primary"
              disabled={token.trim() === '' || tried === 'running'}
              onClick={() => void use()}
            >
              {t('signIn.token.use')}
            </button>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface SecretProps {
  label: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
}

/** Dots instead of letters: somebody may look over the shoulder. */
function Secret({ label, hint, value, onChange }: SecretProps) {
  return (
    <label className="named-field">
      <span className="caption">{label}</span>
      <span className="field">
        <input
          type="password"
          className="grow"
          value={value}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
        />
      </span>
      {hint !== undefined && <span className="meta">{hint}</span>}
    </label>
  );
}
