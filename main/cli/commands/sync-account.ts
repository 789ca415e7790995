// The account of a `sync`: where it comes from, whether a run can begin with it, and what to do where it cannot.
import { join } from 'node:path';
import { statusText, troubleSentence } from '../../../shared/locales/status-sentence.ts';
import { isPassing, type AccountTrouble } from '../../../shared/snapshot.ts';
import type { Credentials } from '../../ok/ports.ts';
import { applicationMark } from '../../engine/sending/application-mark.ts';
import { checkAccount, type CheckContext } from '../account/check.ts';
import { accountInUse } from '../account/in-use.ts';
import type { SyncCommand } from '../command-line/command-types.ts';
import { startDemoService, type DemoService } from '../demo/demo-service.ts';
import { terminalErrorText, type Locale } from '../locales/locale.ts';
import { createDataFolder } from '../make-data-folder.ts';
import type { SyncContext } from './sync-context.ts';

export type OpenedAccount =
  /** Whoever opened it closes `demo`; null: the real service. */
  { kind: 'account'; credentials: Credentials; demo: DemoService | null } | { kind: 'refused'; complaint: string };

/** Creates the data folder, too. */
export async function openAccount(
  command: SyncCommand,
  { env, folder, locale, keychain }: Pick<SyncContext, 'env' | 'folder' | 'locale' | 'keychain'>,
): Promise<OpenedAccount> {
  const { usage } = locale.texts;
  const refused = (complaint: string): OpenedAccount => ({ kind: 'refused', complaint });
  const unwritable = (): OpenedAccount => refused(terminalErrorText('data_unwritable', folder, locale));
  if (!command.demo) {
    const found = await accountInUse(env, keychain);
    if (found.kind !== 'account') return refused(locale.texts.login.notSignedIn[found.kind](found.detail));
    return createDataFolder(folder) ? { kind: 'account', credentials: found.credentials, demo: null } : unwritable();
  }
  if (!createDataFolder(folder)) return unwritable();
  try {
    const demo = await startDemoService(join(folder, 'demo-service'));
    return { kind: 'account', credentials: demo.credentials, demo };
  } catch (error) {
    return refused(usage.demoFailed(error instanceof Error ? error.message : ''));
  }
}

/** Why a run cannot begin with its account. */
export type AccountEnd =
  { kind: 'account'; trouble: AccountTrouble } | { kind: 'unreachable' } | { kind: 'interrupted' };

/** Whom the library belongs to; null: nobody yet, not known. */
export interface LibraryOwner {
  userId: string | null;
  /** See application-mark.ts. */
  application: string | null;
}

/** null: the run can begin. A person who says to be the same is believed by the engine, not here. */
export async function checkAccountFirst(
  command: SyncCommand,
  credentials: Credentials,
  owner: LibraryOwner,
  context: CheckContext,
): Promise<AccountEnd | null> {
  const found = await checkAccount(credentials, command.patienceSeconds * 1000, context);
  switch (found.kind) {
    case 'good':
      return strangerTo(owner, found.userId, command, credentials);
    case 'trouble':
      return endsRun(found.trouble, command.watch) ? { kind: 'account', trouble: found.trouble } : null;
    case 'unreachable':
      return command.watch ? null : { kind: 'unreachable' };
    case 'later':
      return null;
    case 'stopped':
      return { kind: 'interrupted' };
  }
}

function strangerTo(
  { userId: expected, application }: LibraryOwner,
  userId: string,
  { samePerson }: SyncCommand,
  { applicationKey }: Credentials,
): AccountEnd | null {
  if (expected === null || expected === userId) return null;
  const why = application === applicationMark(applicationKey) ? 'user' : 'application';
  if (why === 'application' && samePerson) return null;
  return { kind: 'account', trouble: { kind: 'other_account', expected, why } };
}

/** Only a person can remove it, so that waiting would be in vain. A captive portal may go away during a watch. */
export function endsRun(trouble: AccountTrouble, watching: boolean): boolean {
  const mayPass: readonly AccountTrouble['kind'][] = ['not_ok_server', 'redirected', 'strange_upload', 'upload_host'];
  return !isPassing(trouble) && !(watching && mayPass.includes(trouble.kind));
}

/** What is wrong and what to do about it. */
export function accountAdvice(
  trouble: AccountTrouble,
  address: string,
  nowMs: number,
  { language, t, texts }: Locale,
): string {
  const { account } = texts;
  const sentence = troubleSentence(trouble, nowMs, language, t);
  const what = statusText(sentence, t);
  switch (trouble.kind) {
    case 'sign_in':
      return `${what}. ${account.sign_in}`;
    case 'permission':
      return `${what}. ${account.permission(trouble.right)}`;
    case 'rejected':
      return `${what} (${trouble.code}). ${account.rejected}`;
    case 'not_ok_server':
      return `${what}. ${account.not_ok_server(address)}`;
    case 'other_account':
      return `${what}. ${account.other_account[trouble.why]}`;
    case 'upload_host':
      return `${what}. ${account.upload_host(trouble.host)}`;
    case 'keyring_locked':
    case 'redirected':
    case 'strange_upload':
      return `${what}. ${sentence.detail ?? ''}`;
    case 'resting':
      return what;
  }
}
