// What to do about the account, in English.
import type { AccountTexts } from '../types.ts';

export const enAccount: AccountTexts = {
  sign_in:
    'Sign in again: login. If the account comes from variables, set a new OK_ACCESS_TOKEN and OK_SESSION_SECRET_KEY.',
  permission: (right) => `Get an access token with the right ${right || 'VALUABLE_ACCESS;PHOTO_CONTENT'}.`,
  rejected: 'Check OK_APPLICATION_KEY and OK_SESSION_SECRET_KEY: the service does not accept the key or the signature.',
  not_ok_server: (address) => `Check OK_API_URL: ${address} does not answer like OK.`,
  upload_host: (host) =>
    `If you trust ${host}: sync … --allow-host ${host} for one run, hosts --allow ${host} for good.`,
  other_account: {
    user: 'Use the account these folders belong to, or another library with --data.',
    application:
      'The library was filled through another application, and OK may name the same person otherwise there. If it is you, add --same-person: it is checked by the albums on OK before anything is sent. If not, use another library with --data.',
    nothing_found:
      'You said that it is the same person, but none of the albums and photos of this library are in this account. The library stays as it was, and nothing was sent. Sign in to the account that its photos are in, or use another library with --data.',
  },
  unreachable: (address, seconds) =>
    `${address} has not answered for ${seconds} seconds. Check OK_API_URL and the network, then start again.`,
};
