// Signing in and out in the terminal, in English.
import type { LoginTexts } from '../login-texts.ts';

const appKeys = 'docs/register-an-ok-application.md';

export const enLogin: LoginTexts = {
  otherService: 'You can only sign in to OK. OK_API_URL names another service: unset it, or set OK_ACCESS_TOKEN.',
  noApplication: `Signing in needs an OK application: --application-id and --public-key (or OK_APPLICATION_ID and OK_APPLICATION_KEY). How to get one: ${appKeys}.`,
  noKey: `A token needs the public key of its application: --public-key or OK_APPLICATION_KEY. More: ${appKeys}.`,
  wrong: {
    id: (variable) => `The application id is a number (--application-id, ${variable}).`,
    publicKey: (variable) =>
      `The public key has 8 to 64 Latin letters and digits, and no spaces (--public-key, ${variable}).`,
    redirect: (variable) =>
      `The return address must lead to this computer, with a port: http://localhost:43117/ok-photo-sync (--redirect, ${variable}).`,
  },
  noKeychain: (filePath) =>
    `There is no keychain here, or it is locked, so the sign-in cannot be kept. Unlock it, or repeat with --keep-in-file: the sign-in will lie in ${filePath}, which only your user can read.`,
  notKept: (filePath) => `Signed in, but the sign-in could not be kept. Check space and permissions: ${filePath}.`,
  noInput: 'There is no token: paste it when asked, or pipe it to stdin.',
  askToken: 'Token, or the whole address of the page where the browser stopped (not shown):',
  askSecret: 'Session secret key (not needed with a whole address; press Enter):',
  open: (address) => `Sign in on this page of OK; if it does not open by itself, open it in a browser:\n${address}`,
  signedIn: (name, userId, where) => `Signed in: ${name} (${userId}). ${where}`,
  account: (name, userId, where) => `${name} (${userId}). ${where}`,
  where: {
    keychain: () => "The sign-in is in the system's keychain.",
    file: (filePath) => `The sign-in is in ${filePath}.`,
    environment: () => 'The account comes from environment variables.',
  },
  rightsMissing: (rights) =>
    `Missing rights: ${rights.join(', ')}. Photos cannot be sent without them. Sign in again and allow access; if OK does not offer them, OK's support must grant them to the application.`,
  rightsUnknown: 'OK does not say which rights the program has.',
  environmentWins: 'While OK_ACCESS_TOKEN and the keys are set, their account is used and not this sign-in.',
  failed: {
    way_not_possible: () =>
      'With this return address the answer does not reach the program. Name an address of this computer (--redirect), or use --token.',
    port_in_use: (port) => `Another program uses port ${port} of this computer. Close it, or use --token.`,
    wrong_key: () => 'The public key does not belong to this application. Check --public-key.',
    wrong_state: () => 'This answer does not belong to this sign-in and was ignored. Start again.',
    other_service: () => 'This is a token of VKontakte. A token of OK is needed.',
  },
  notSignedIn: {
    nobody: () => 'Nobody is signed in. Sign in with login, or use the demo account with --demo.',
    missing: (names) =>
      `Not set: ${names.replaceAll(' / ', ' or ')}. Set them, or unset the others and sign in with login, or use the demo account with --demo.`,
    bad_address: (address) => `OK_API_URL must be https, and http only for this computer: ${address}`,
    unreadable: (filePath) =>
      filePath === ''
        ? 'The kept sign-in cannot be read: it is damaged. Sign in again: login.'
        : `The kept sign-in cannot be read: ${filePath} is damaged, or its key is missing. Sign in again: login.`,
    other_service: (address) => `The sign-in was kept for ${address}, and OK_API_URL names another service.`,
  },
  nothingKept: 'No sign-in was kept.',
  signedOut: 'Signed out: the program has forgotten the sign-in. Photos and library stay.',
  takeBack: (page) =>
    `OK still lets the program in. Take the right back at ${page}, or with logout --take-rights-back.`,
  notTakenBack: (page) => `OK did not confirm that the right was taken back. Take it back yourself: ${page}`,
};
