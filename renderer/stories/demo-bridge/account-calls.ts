// The account of the stories: signing in and out.
import { noSignIn, type Application, type SignInWay } from '../../../shared/sign-in.ts';
import { accountOf } from '../fixtures/account.ts';
import type { DemoCalls, DemoState } from './demo-state.ts';

export const accountCalls = (demo: DemoState) =>
  ({
    'account.get': () => demo.account,
    'account.useDemo': () => demo.changeAccount({ ...accountOf(demo.language), kind: 'demo', name: null }),
    'account.signOut': () =>
      demo.changeAccount({
        kind: 'none',
        userId: null,
        name: null,
        rights: null,
        webAddress: null,
        keychain: true,
        signIn: noSignIn,
      }),
    'account.useToken': () => demo.changeSignIn({ state: { kind: 'failed', why: 'token_refused', subject: '' } }),
    'account.signIn': ({ way }: { way: SignInWay }) => demo.changeSignIn({ state: { kind: 'waiting', way } }),
    'account.cancelSignIn': () => demo.changeSignIn({ state: { kind: 'failed', why: 'cancelled', subject: '' } }),
    'account.answerSamePerson': ({ isSame }: { isSame: boolean }) =>
      demo.changeSignIn({
        state: isSame ? { kind: 'idle' } : { kind: 'failed', why: 'other_account', subject: 'Анна Соколова' },
      }),
    'account.changeApplication': (application: Application | null) =>
      demo.changeSignIn({ application, ownApplication: application !== null }),
    'account.openKeychain': () => demo.changeSignIn({ keptIn: 'keychain' }),
    'account.keepSignIn': ({ where }: { where: 'session' | 'file' }) => demo.changeSignIn({ keptIn: where }),
  }) satisfies DemoCalls;
