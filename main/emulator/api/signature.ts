// The signature of a call, as the service documents it. Pure.
import { createHash } from 'node:crypto';

export type Parameters = Map<string, string>;

const UNSIGNED = new Set(['sig', 'access_token']);

/** `name=value` of every signed parameter in byte order of the names, joined with nothing between. */
export function baseString(parameters: Parameters, leaveOut: string[] = []): string {
  return [...parameters]
    .filter(([name]) => !UNSIGNED.has(name) && !leaveOut.includes(name))
    .map(([name, value]) => ({ bytes: Buffer.from(name), text: `${name}=${value}` }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ text }) => text)
    .join('');
}

export const md5Hex = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');

/** The secret of the server's way of signing in: from the token and the application's secret key. */
export const serverSecret = (accessToken: string, applicationSecretKey: string): string =>
  md5Hex(accessToken + applicationSecretKey);
