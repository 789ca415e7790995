// The account from environment variables: arguments of a program would show its secrets in the list of processes.
// Messages name variables, never their values.
import type { Credentials } from '../../ok/ports.ts';
import { apiBase } from '../../ok/address.ts';
import { signingSecretOf } from '../../ok/sign.ts';

export const variables = {
  address: 'OK_API_URL',
  applicationKey: 'OK_APPLICATION_KEY',
  accessToken: 'OK_ACCESS_TOKEN',
  sessionSecret: 'OK_SESSION_SECRET_KEY',
  applicationSecret: 'OK_APPLICATION_SECRET_KEY',
} as const;

const defaultAddress = 'https://api.ok.ru/';

export type FoundAccount =
  | { kind: 'account'; credentials: Credentials }
  /** Variables that are not set; where one of two will do, both stand in one entry. */
  | { kind: 'missing'; variables: string[] }
  /** No https address, and not http on this computer either. */
  | { kind: 'bad_address'; address: string };

export function accountFromEnvironment(env: NodeJS.ProcessEnv): FoundAccount {
  // A line end comes along easily when a token is read from a file.
  const value = (name: string): string => env[name]?.trim() ?? '';
  const apiAddress = value(variables.address) || defaultAddress;
  const applicationKey = value(variables.applicationKey);
  const accessToken = value(variables.accessToken);
  const sessionSecret = value(variables.sessionSecret);
  const applicationSecret = value(variables.applicationSecret);
  const missing = [
    ...(applicationKey === '' ? [variables.applicationKey] : []),
    ...(accessToken === '' ? [variables.accessToken] : []),
    ...(sessionSecret === '' && applicationSecret === ''
      ? [`${variables.sessionSecret} / ${variables.applicationSecret}`]
      : []),
  ];
  if (missing.length > 0) return { kind: 'missing', variables: missing };
  const base = apiBase(apiAddress);
  if (base === null) return { kind: 'bad_address', address: withoutSecrets(apiAddress) };
  return {
    kind: 'account',
    credentials: {
      apiAddress: base.href,
      applicationKey,
      accessToken,
      signingSecret:
        sessionSecret === ''
          ? signingSecretOf({ accessToken, applicationSecretKey: applicationSecret })
          : sessionSecret,
    },
  };
}

/** An address may carry a password or a token by mistake: neither is repeated. */
function withoutSecrets(address: string): string {
  return address.replace(/\/\/[^/@]*@/u, '//…@').replace(/[?#].*$/su, '');
}
