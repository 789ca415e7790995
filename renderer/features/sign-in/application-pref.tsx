// Which OK application is used for signing in: the built-in one, or one that the person registered.
import { useState } from 'react';
import { Dialog } from '@base-ui/react/dialog';
import { application as applicationShape, usualRedirect, type Application } from '../../../shared/sign-in.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { Pref } from '../../components/pref.tsx';

export function ApplicationPref() {
  const { t } = useI18n();
  const view = useEngine((state) => state.account?.signIn ?? null);
  const [open, setOpen] = useState(false);
  if (view === null) return null;
  const hint =
    view.application === null
      ? t('signIn.applicationNone')
      : view.ownApplication
        ? t('signIn.applicationOwn', { id: view.application.id })
        : t('signIn.applicationBuiltIn');
  return (
    <Pref title={t('signIn.application')} hint={hint}>
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        {t('signIn.applicationChange')}
      </button>
      {open && <ApplicationDialog onClose={() => setOpen(false)} />}
    </Pref>
  );
}

const fields = ['id', 'publicKey', 'redirect'] as const;
type Field = (typeof fields)[number];

const names = {
  id: 'signIn.applicationId',
  publicKey: 'signIn.applicationKey',
  redirect: 'signIn.applicationRedirect',
} as const;

/** Fields that the shape refuses. */
export function badFields(typed: Application): Field[] {
  const result = applicationShape.safeParse(typed);
  if (result.success) return [];
  return fields.filter((field) => result.error.issues.some((issue) => issue.path[0] === field));
}

export function ApplicationDialog({ onClose }: { onClose: () => void }) {
  const { t } = useI18n();
  const runCommand = useCommand();
  const view = useEngine((state) => state.account?.signIn ?? null);
  const [typed, setTyped] = useState<Application>(
    view?.application ?? { id: '', publicKey: '', redirect: usualRedirect },
  );
  const [tried, setTried] = useState(false);
  const bad = tried ? badFields(typed) : [];

  const save = async (next: Application | null): Promise<void> => {
    setTried(true);
    if (next !== null && badFields(next).length > 0) return;
    if (!commandFailed(await runCommand('account.changeApplication', next))) onClose();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog medium">
          <header>
            <Dialog.Title>{t('signIn.application')}</Dialog.Title>
            <Dialog.Description className="meta">{t('signIn.applicationHint')}</Dialog.Description>
          </header>
          <div className="dialog-body">
            {fields.map((field) => (
              <label key={field} className="named-field">
                <span className="caption">{t(names[field])}</span>
                <span className={bad.includes(field) ? 'field bad' : 'field'}>
                  <input
                    type="text"
                    className="grow"
                    value={typed[field]}
                    spellCheck={false}
                    autoComplete="off"
                    aria-invalid={bad.includes(field)}
                    onChange={(event) => setTyped({ ...typed, [field]: event.target.value.trim() })}
                  />
                </span>
                {bad.includes(field) ? (
                  <span className="meta need-text">{t(`signIn.applicationBad.${field}`)}</span>
                ) : (
                  field === 'redirect' && <span className="meta">{t('signIn.applicationRedirectHint')}</span>
                )}
              </label>
            ))}
          </div>
          <footer>
            {view?.ownApplication === true && (
              <button type="button" className="btn quiet" onClick={() => void save(null)}>
                <span className="clip">{t('signIn.applicationForget')}</span>
              </button>
            )}
            <span className="grow" />
            <Dialog.Close className="btn quiet">{t('window.notNow')}</Dialog.Close>
            <button type="button" className="btn primary" onClick={() => void save(typed)}>
              {t('signIn.applicationSave')}
            </button>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
