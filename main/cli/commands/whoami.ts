// `whoami` and `logout`: whose account runs use, where it is kept, whether it works; and the way out.
import { neededRights } from '../../../shared/sign-in.ts';
import type { Credentials } from '../../ok/ports.ts';
import { proxyOfEnvironment } from '../../ok/network-route.ts';
import { askService } from '../../account/ask-service.ts';
import { endAccess } from '../../account/end-access.ts';
import { rightsPage } from '../../account/ok-service.ts';
import { keptSignInOf, type AccountContext } from '../account/account-context.ts';
import { checkAccount } from '../account/check.ts';
import { accountInUse } from '../account/in-use.ts';
import type { LogoutCommand, WhoamiCommand } from '../command-line/command-types.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { jsonLine } from '../output/json-line.ts';
import { safeText } from '../output/safe-text.ts';
import { logTo } from '../output/stderr-log.ts';
import { accountAdvice } from './sync-account.ts';

const patienceMs = 15_000;
const silent = logTo(() => undefined, false);

export async function whoami(command: WhoamiCommand, context: AccountContext): Promise<ExitStatus> {
  const { env, output, locale, keychain, clock, interruption } = context;
  const { login: texts, account } = locale.texts;
  const found = await accountInUse(env, keychain);
  if (found.kind !== 'account') {
    output.note(safeText(texts.notSignedIn[found.kind](found.detail)));
    return exitStatus.account;
  }
  const { credentials, where } = found;
  const proxy = proxyOfEnvironment(credentials.apiAddress, env);
  const checked = await checkAccount(credentials, patienceMs, {
    proxy,
    clock,
    log: silent,
    signal: interruption.signal,
  });
  if (checked.kind === 'stopped') return exitStatus.interrupted;
  if (checked.kind !== 'good') {
    const said =
      checked.kind === 'trouble'
        ? accountAdvice(checked.trouble, credentials.apiAddress, clock.now(), locale)
        : account.unreachable(credentials.apiAddress, patienceMs / 1_000);
    output.note(safeText(said));
    return exitStatus.account;
  }
  const { userId, name } = checked;
  const missing = await missingRights(credentials, proxy, interruption.signal);
  if (command.json) output.line(jsonLine({ type: 'account', userId, name, keptIn: where, missingRights: missing }));
  else
    output.line(
      safeText(texts.account(name || userId, userId, texts.where[where](keptSignInOf(env, keychain).filePath))),
    );
  if (missing === null) output.note(texts.rightsUnknown);
  else if (missing.length > 0) output.note(texts.rightsMissing(missing));
  return missing !== null && missing.length > 0 ? exitStatus.account : exitStatus.good;
}

/** null: the service does not say. */
function missingRights(credentials: Credentials, proxy: string | null, signal: AbortSignal): Promise<string[] | null> {
  return askService(credentials, proxy, silent, async (api) => {
    const missing: string[] = [];
    for (const right of neededRights) {
      const has = await api.hasRight(right, signal);
      if (!has.ok) return null;
      if (!has.value) missing.push(right);
    }
    return missing;
  });
}

export async function logout(command: LogoutCommand, context: AccountContext): Promise<ExitStatus> {
  const { env, output, locale, keychain } = context;
  const { login: texts } = locale.texts;
  const kept = keptSignInOf(env, keychain);
  const found = await kept.read();
  if (found.kind === 'none') {
    output.note(texts.nothingKept);
    return exitStatus.good;
  }
  let tookBack = false;
  if (command.takeRightsBack && found.kind === 'kept') {
    const { credentials } = found.signIn;
    tookBack = await endAccess(credentials, proxyOfEnvironment(credentials.apiAddress, env), silent);
  }
  await kept.forget();
  if (command.json) output.line(jsonLine({ type: 'signed_out', tookRightsBack: tookBack, rightsPage }));
  else output.line(texts.signedOut);
  if (!tookBack) output.note(command.takeRightsBack ? texts.notTakenBack(rightsPage) : texts.takeBack(rightsPage));
  return command.takeRightsBack && !tookBack ? exitStatus.account : exitStatus.good;
}
