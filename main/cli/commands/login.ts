// `login`: signs in, in the browser or with a token that the person has, and keeps the sign-in for later runs.
import { randomBytes } from 'node:crypto';
import { neededRights, type SignInFailure } from '../../../shared/sign-in.ts';
import type { Granted, SignInAnswer } from '../../account/answer.ts';
import { fetchUser } from '../../account/fetch-user.ts';
import type { OkService } from '../../account/ok-service.ts';
import { readPastedToken } from '../../account/pasted-token.ts';
import { signInOnce } from '../../account/sign-in.ts';
import { newSignIn } from '../../account/stored-sign-in.ts';
import { answeredFailures, pastedFailures } from '../../account/user-failures.ts';
import { proxyOfEnvironment } from '../../ok/network-route.ts';
import type { Application } from '../../../shared/sign-in.ts';
import { keptSignInOf, signInService, type AccountContext } from '../account/account-context.ts';
import { applicationFrom, applicationVariables } from '../account/application.ts';
import { accountFromEnvironment } from '../account/from-environment.ts';
import type { KeptIn, KeptSignIn } from '../account/kept-sign-in.ts';
import type { LoginCommand } from '../command-line/command-types.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { jsonLine } from '../output/json-line.ts';
import { safeText } from '../output/safe-text.ts';
import { logTo } from '../output/stderr-log.ts';

export async function login(command: LoginCommand, context: AccountContext): Promise<ExitStatus> {
  const { env, output, interruption, keychain, locale } = context;
  const { login: texts } = locale.texts;
  const refuse = (complaint: string, status: ExitStatus = exitStatus.usage): ExitStatus => {
    output.note(safeText(complaint));
    return status;
  };
  const service = signInService(env);
  if (service === null) return refuse(texts.otherService);
  const found = applicationFrom(command.application, env, !command.token);
  if (found.kind === 'missing') return refuse(command.token ? texts.noKey : texts.noApplication);
  if (found.kind === 'wrong') return refuse(texts.wrong[found.field](applicationVariables[found.field]));
  const kept = keptSignInOf(env, keychain);
  // Asked first: nobody signs in for nothing.
  const where: KeptIn | null = (await kept.hasKeychain()) ? 'keychain' : command.inFile ? 'file' : null;
  if (where === null) return refuse(texts.noKeychain(kept.filePath));

  const { application } = found;
  const answer = command.token ? await pasted(context) : await byBrowser(command, context, service, application);
  if (answer === null) return refuse(texts.noInput);
  if (!answer.ok) {
    const status = interruption.signal.aborted ? exitStatus.interrupted : exitStatus.account;
    return refuse(failureText(answer.why, answer.subject, context), status);
  }
  return accept(command, context, { service, application, granted: answer.granted, kept, where });
}

async function accept(
  command: LoginCommand,
  { env, output, clock, locale }: AccountContext,
  signedIn: { service: OkService; application: Application; granted: Granted; kept: KeptSignIn; where: KeptIn },
): Promise<ExitStatus> {
  const { service, application, granted, kept, where } = signedIn;
  const { login: texts } = locale.texts;
  const credentials = {
    apiAddress: service.api,
    applicationKey: application.publicKey,
    accessToken: granted.accessToken,
    signingSecret: granted.sessionSecretKey,
  };
  const log = logTo(() => undefined, false);
  const user = await fetchUser(credentials, proxyOfEnvironment(service.api, env), log);
  if (typeof user === 'string') {
    const why = (command.token ? pastedFailures : answeredFailures)[user];
    output.note(safeText(failureText(why, '', { locale })));
    return exitStatus.account;
  }
  const keptIn = await kept.keep(newSignIn(credentials, user, granted, clock.now()), where);
  if (keptIn === null) {
    output.note(safeText(texts.notKept(kept.filePath)));
    return exitStatus.account;
  }
  if (command.json) output.line(jsonLine({ type: 'signed_in', userId: user.userId, name: user.name, keptIn }));
  else output.line(safeText(texts.signedIn(user.name, user.userId, texts.where[keptIn](kept.filePath))));
  const missing = granted.rights === null ? [] : neededRights.filter((right) => !granted.rights?.includes(right));
  if (missing.length > 0) output.note(texts.rightsMissing(missing));
  if (accountFromEnvironment(env).kind === 'account') output.note(texts.environmentWins);
  return missing.length > 0 ? exitStatus.account : exitStatus.good;
}

/** null: there was no input. */
async function pasted({ readSecretLines, locale }: AccountContext): Promise<SignInAnswer | null> {
  const { login: texts } = locale.texts;
  const lines = await readSecretLines([texts.askToken, texts.askSecret]);
  const [token = '', secret = ''] = lines ?? [];
  return token.trim() === '' ? null : readPastedToken({ token, secret }, null);
}

function byBrowser(
  command: LoginCommand,
  { output, interruption, openBrowser, locale }: AccountContext,
  service: OkService,
  application: Application,
): Promise<SignInAnswer> {
  return signInOnce(
    {
      service,
      application,
      way: 'browser',
      signal: interruption.signal,
      state: randomBytes(24).toString('base64url'),
      withGroups: command.groups,
    },
    {
      async openInBrowser(address) {
        output.note(locale.texts.login.open(address));
        if (command.browser) await openBrowser(address);
      },
      onBrowser: () => undefined,
      askInWindow: () => Promise.reject(new Error('the terminal has no window')),
      locale: () => locale,
    },
  );
}

/** The window's sentence, where it does not speak of what only a window has. */
export function failureText(why: SignInFailure, subject: string, { locale }: Pick<AccountContext, 'locale'>): string {
  return locale.texts.login.failed[why]?.(subject) ?? locale.t(`signIn.failed.${why}`, { subject });
}
