// What to do about the account, in English.
import type { AccountTexts } from '../types.ts';

export const enAccount: AccountTexts = {
  sign_in: 'Get a new access token and set OK_ACCESS_TOKEN and OK_SESSION_SECRET_KEY.',
  permission: (right) => `Get an access token with the right ${right || 'VALUABLE_ACCESS;PHOTO_CONTENT'}.`,
  rejected: 'Check OK_APPLICATION_KEY and OK_SESSION_SECRET_KEY: the service does not accept the key or the signature.',
  not_ok_server: (address) => `Check OK_API_URL: ${address} does not answer like OK.`,
  upload_host: (host) =>
    `If you trust ${host}: sync … --allow-host ${host} for one run, hosts --allow ${host} for good.`,
  other_account: 'Use the account these folders belong to, or another library with --data.',
  unreachable: (address, seconds) =>
    `${address} has not answered for ${seconds} seconds. Check OK_API_URL and the network, then start again.`,
};
