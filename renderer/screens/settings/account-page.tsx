// Account: who is connected, what OK allowed, where the sign-in is kept, and leaving.
import { useState } from 'react';
import type { AccountView } from '../../../shared/ipc.ts';
import { ConfirmDialog, type Question } from '../../components/confirm-dialog.tsx';
import { useEngine } from '../../engine-store.ts';
import { useVoice, type Voice } from '../../language/voice.tsx';
import { useAct } from '../../use-act.ts';
import { Pref } from './pref.tsx';

const knownRights = ['VALUABLE_ACCESS', 'PHOTO_CONTENT', 'LONG_ACCESS_TOKEN'] as const;

/** Rights in words; one we do not know by its own name. */
export function rightsText({ t }: Voice, rights: AccountView['rights']): string {
  if (rights === null) return t('settings.rightsUnknown');
  return rights
    .map((right) => knownRights.find((known) => known === right) ?? right)
    .map((right) => (isKnown(right) ? t(`settings.right.${right}`) : right))
    .join(', ');
}

function isKnown(right: string): right is (typeof knownRights)[number] {
  return knownRights.some((known) => known === right);
}

export function AccountPage() {
  const voice = useVoice();
  const { t } = voice;
  const act = useAct();
  const account = useEngine((state) => state.account);
  const [question, setQuestion] = useState<Question | null>(null);
  if (account === null) return null;
  if (account.kind === 'none') {
    return (
      <Pref title={t('settings.accountNone')} hint={t('settings.accountDemoHint')}>
        <button type="button" className="btn primary" onClick={() => void act('account.useDemo')}>
          {t('settings.useDemo')}
        </button>
      </Pref>
    );
  }
  const demo = account.kind === 'demo';
  const askSignOut = (): void =>
    setQuestion({
      title: t('settings.signOutTitle'),
      text: t('settings.signOutText'),
      yes: t('settings.signOutYes'),
      no: t('settings.signOutNo'),
      onYes: () => void act('account.signOut'),
    });
  return (
    <>
      <Pref
        title={account.name ?? t(demo ? 'settings.accountDemo' : 'settings.accountOk')}
        hint={demo ? t('settings.accountDemoHint') : t('settings.accountOk')}
      >
        <button type="button" className="btn" onClick={askSignOut}>
          {t('settings.signOut')}
        </button>
      </Pref>
      {account.webAddress !== null && (
        <Pref title={t('settings.look')} hint={<span className="selectable">{account.webAddress}</span>}>
          <button type="button" className="btn" onClick={() => void act('shell.openOnOk', { albumId: null })}>
            {t('window.openOnOk')}
          </button>
        </Pref>
      )}
      <Pref
        title={t('settings.rights')}
        hint={<span className="first-capital">{rightsText(voice, account.rights)}</span>}
      />
      {!demo && (
        <Pref
          title={t('settings.keychain')}
          hint={t(account.keychain ? 'settings.keychainYes' : 'settings.keychainNo')}
        />
      )}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </>
  );
}
