// The account page: who is connected, signing in and out, permissions, and where the sign-in is stored.
import { useState } from 'react';
import type { AccountView } from '../../../shared/program-views.ts';
import { groupRight, longRight, neededRights } from '../../../shared/sign-in.ts';
import { accountName } from '../../components/account-name.ts';
import { ConfirmDialog, type Question } from '../../components/confirm-dialog.tsx';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n, type I18n } from '../../i18n/use-i18n.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { ApplicationPref } from '../../features/sign-in/application-pref.tsx';
import { SignInStoragePref } from './sign-in-storage-pref.tsx';
import { UploadHostPrefs } from './upload-host-prefs.tsx';
import { Pref } from '../../components/pref.tsx';
import { SwitchRow } from '../../components/switch-row.tsx';
import { TokenButton } from '../../features/sign-in/token-dialog.tsx';
import { useSettings, type PageProps } from './use-settings.ts';
import { SignInPref } from '../../features/sign-in/sign-in-pref.tsx';

const knownRights = [...neededRights, longRight, groupRight] as const;
type KnownRight = (typeof knownRights)[number];

function rightText({ t }: I18n, right: string): string {
  const known = knownRights.find((one): one is KnownRight => one === right);
  return known === undefined ? right : t(`settings.right.${known}`);
}

/** Permissions in words; an unknown one by its own name. */
export function rightsText(i18n: I18n, rights: AccountView['rights']): string {
  if (rights === null) return i18n.t('settings.rightsUnknown');
  return rights.map((right) => rightText(i18n, right)).join(', ');
}

export function missingRights(rights: AccountView['rights']): (typeof neededRights)[number][] {
  return rights === null ? [] : neededRights.filter((right) => !rights.includes(right));
}

export function AccountPage({ change }: PageProps) {
  const account = useEngine((state) => state.account);
  if (account === null) return null;
  if (account.kind === 'none') return <NotConnected />;
  return <Connected account={account} change={change} />;
}

function NotConnected() {
  const { t } = useI18n();
  const runCommand = useCommand();
  const canSignIn = useEngine((state) => (state.account?.signIn.ways.length ?? 0) > 0);
  return (
    <>
      <SignInPref primary />
      <Pref title={t('settings.accountDemo')} hint={t('settings.accountDemoHint')}>
        <button
          type="button"
          className={canSignIn ? 'btn' : 'btn primary'}
          onClick={() => void runCommand('account.useDemo')}
        >
          {t('settings.useDemo')}
        </button>
      </Pref>
      <ApplicationPref />
    </>
  );
}

function Connected({ account, change }: { account: AccountView } & PageProps) {
  const i18n = useI18n();
  const { t, moment } = i18n;
  const runCommand = useCommand();
  const trouble = useEngine((state) => state.snapshot?.trouble?.kind ?? null);
  const [question, setQuestion] = useState<Question | null>(null);
  const demo = account.kind === 'demo';
  const missing = missingRights(account.rights);
  const { expiresMs } = account.signIn;
  const needsSignIn = trouble === 'sign_in' || trouble === 'permission' || trouble === 'other_account';
  const inProgress = ['waiting', 'failed', 'asks_same_person', 'checks_person'].includes(account.signIn.state.kind);
  const moves = account.rights?.includes(longRight) === true;
  const { asksForGroups } = useSettings();
  const groupsMissing = asksForGroups && account.rights !== null && !account.rights.includes(groupRight);
  const longMissing = account.rights !== null && !moves;
  const holds = account.signIn.signedIn && trouble !== 'sign_in';
  const lasts =
    expiresMs === null || !holds
      ? t(holds ? 'signIn.signedIn' : 'settings.accountOk')
      : t(moves ? 'signIn.expires' : 'signIn.expiresFirm', { time: moment(expiresMs) });
  const askSignOut = (): void =>
    setQuestion({
      title: t('settings.signOutTitle'),
      text: t('settings.signOutText'),
      yes: t('settings.signOutYes'),
      no: t('settings.signOutNo'),
      onYes: () => void runCommand('account.signOut', { endAccess: false }),
    });
  const askEndAccess = (): void =>
    setQuestion({
      title: t('settings.endAccessTitle'),
      text: t('settings.endAccessText'),
      yes: t('settings.endAccessYes'),
      no: t('settings.signOutNo'),
      onYes: () => void runCommand('account.signOut', { endAccess: true }),
    });
  return (
    <>
      {!demo && (needsSignIn || missing.length > 0 || groupsMissing || inProgress || !account.signIn.signedIn) && (
        <SignInPref primary={needsSignIn || !account.signIn.signedIn} again>
          {account.signIn.application !== null && <TokenButton />}
        </SignInPref>
      )}
      <Pref title={accountName(i18n, account)} hint={demo ? t('settings.accountDemoHint') : lasts}>
        <button type="button" className="btn" onClick={askSignOut}>
          {t('settings.signOut')}
        </button>
      </Pref>
      {account.webAddress !== null && (
        <Pref title={t('settings.look')} hint={<span className="selectable">{account.webAddress}</span>}>
          <button type="button" className="btn" onClick={() => void runCommand('shell.openOnOk', { albumId: null })}>
            {t('window.openOnOk')}
          </button>
        </Pref>
      )}
      {!demo && (
        <Pref
          title={t('settings.rights')}
          hint={
            missing.length > 0 ? (
              <span className="need-text">
                {t(`signIn.rightsMissing.${missing.length > 1 ? 'both' : (missing[0] ?? 'both')}`)}
              </span>
            ) : (
              <>
                <span className="first-capital">{rightsText(i18n, account.rights)}</span>
                {longMissing && <span className="block">{t('signIn.longMissing')}</span>}
              </>
            )
          }
        >
          <button type="button" className="btn quiet" onClick={askEndAccess}>
            {t('settings.endAccess')}
          </button>
        </Pref>
      )}
      {!demo && (
        <SwitchRow
          title={t('settings.groups')}
          hint={t(groupsMissing ? 'settings.groupsMissing' : 'settings.groupsHint')}
          checked={asksForGroups}
          onChange={(on) => change({ asksForGroups: on })}
        />
      )}
      <UploadHostPrefs />
      {!demo && <SignInStoragePref />}
      {!demo && <ApplicationPref />}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </>
  );
}
