// What the connected account needs from outside.
import type { EngineCredentials } from '../../../shared/engine-wire.ts';
import type { AccountView } from '../../../shared/program-views.ts';
import type { Application, SignInWay } from '../../../shared/sign-in.ts';
import type { SignInAnswer } from '../../account/answer.ts';
import type { FetchedUser } from '../../account/fetch-user.ts';
import type { OkService } from '../../account/ok-service.ts';
import type { AppLog } from '../log/log.ts';
import type { AccountLibrariesOptions } from './account-libraries.ts';

export interface AccountOptions extends AccountLibrariesOptions {
  service: OkService;
  /** The application that came with the program. */
  builtIn: Application | null;
  signInOnce: (asked: {
    application: Application | null;
    way: SignInWay;
    signal: AbortSignal;
    state: string;
    /** The person goes on in the browser. */
    onBrowser: () => void;
    withGroups: boolean;
  }) => Promise<SignInAnswer>;
  fetchUser: (credentials: EngineCredentials) => Promise<FetchedUser>;
  /** Takes the program's rights back at the service; false: it did not confirm that. */
  endAccess: (credentials: EngineCredentials) => Promise<boolean>;
  nowMs: () => number;
  log: AppLog;
  onChange: (view: AccountView) => void;
  /** The person has finished in the browser or the sign-in window. */
  onAnswered: () => void;
}
