// Answers `account.*`: signing in and out, the application's keys, where the sign-in is kept.
import { ok } from '../../../shared/errors.ts';
import type { ConnectedAccount } from '../account/connected-account.ts';
import { diskResult } from './disk-result.ts';
import type { HandlersOf } from './main-handlers.ts';

export interface AccountHandlerOptions {
  account: ConnectedAccount;
}

export function accountHandlers({ account }: AccountHandlerOptions): HandlersOf<'account'> {
  return {
    'account.get': () => ok(account.view()),
    'account.useDemo': async () => ok(await account.useDemo()),
    'account.signIn': ({ way }) => ok(account.signIn(way)),
    'account.useToken': async (pasted) => ok(await account.useToken(pasted)),
    'account.cancelSignIn': () => ok(account.cancelSignIn()),
    'account.answerSamePerson': async ({ isSame }) => ok(await account.answerSamePerson(isSame)),
    'account.changeApplication': (application) => diskResult(() => account.changeApplication(application)),
    'account.keepSignIn': ({ where }) => diskResult(() => account.keepSignIn(where)),
    'account.openKeychain': async () => ok(await account.openKeychain()),
    'account.signOut': async ({ endAccess }) => ok(await account.signOut(endAccess)),
  };
}
