// English: signing in to the service, and the page that the browser ends on. Texts only.
import type { Same } from '../dictionary.ts';
import type * as ru from '../ru/account.ts';

export const signIn: Same<typeof ru.signIn> = {
  title: 'OK account',
  hintBrowser: 'Sign in on OK’s own page in your browser. The program does not see your password.',
  hintWindow: 'Sign in on OK’s own page in a separate window. The program does not see your password.',
  hintNoApplication:
    'To sign in, the program needs an application registered with OK. Enter its number and its key below.',
  inBrowser: 'Sign in with the browser',
  inWindow: 'Sign in in a separate window',
  inWindowInstead: 'In a separate window',
  again: 'Sign in again',
  waitingBrowser: 'Waiting for you on OK’s page in the browser',
  waitingWindow: 'Waiting for you on OK’s page in a separate window',
  waitingBrowserHint: 'Allow access, and that page brings you back here. It waits for 5 minutes.',
  waitingWindowHint: 'Allow access, and the window closes by itself.',
  cancel: 'Do not sign in',
  signedIn: 'Signed in',
  connect: 'Connect OK',
  toSettings: 'Connect OK in Settings',
  state: {
    signed_out: 'You are signed out. The queue and everything on OK stay.',
    expired: 'The sign-in has run out. Sign in again and sending goes on from the same place.',
    ended:
      'OK ended this sign-in: that happens after a change of password, or when the program is removed from the list of applications.',
    missing: 'The sign-in was not kept. Sign in again and sending goes on from the same place.',
  },
  failed: {
    no_application: 'No application is named to sign in with.',
    way_not_possible: 'This return address does not allow that. Sign in in a separate window.',
    port_in_use:
      'Port {subject} of this computer is taken by another program. Close it, or sign in in a separate window.',
    browser_not_opened: 'The browser did not open. Sign in in a separate window.',
    page_not_reached: 'The sign-in page of OK does not open ({subject}). Check the network and try again.',
    refused: 'You refused the program access. Photos cannot be sent without it.',
    cancelled: 'The sign-in was cancelled. Nothing has changed.',
    timed_out: 'The browser did not answer for too long. Start again.',
    wrong_state: 'An answer to another sign-in came, and was thrown away. Start again.',
    bad_answer: 'What OK answered is not a sign-in. Start again.',
    service_error: 'OK did not let the program in: {subject}. Check the application’s number and the return address.',
    wrong_key: 'The public key does not belong to this application. Correct it below.',
    not_answering: 'Signed in, but OK did not say as whom. Check the network and try again.',
    other_account:
      'You signed in as {subject}, and these folders are sent to another account. Sign in to that one, or sign out of it first.',
    not_kept: 'The sign-in lasts while the program is open: it could not be saved.',
  },
  rightsMissing: {
    VALUABLE_ACCESS: 'OK did not give the right to see albums. Sign in again and allow access to photos.',
    PHOTO_CONTENT: 'OK did not give the right to add photos. Sign in again and allow access to photos.',
    both: 'OK did not give the rights to albums and photos. Sign in again and allow access to photos.',
  },
  longMissing: 'OK did not give the right to stay signed in for long: you will have to sign in again soon.',
  expires: 'Lasts until {time} if the program is not used',
  expiresFirm: 'Lasts until {time}',
  keepTitle: 'Where to keep the sign-in?',
  keepText:
    'This system has no password store. The sign-in can last only while the program is open, or be kept in a file: whoever opens your files can read it.',
  keepSession: 'Only while it is open',
  keepFile: 'Keep it in a file',
  keptIn: {
    keychain: 'Your sign-in is kept in the system’s password store',
    file: 'The system has no password store: the sign-in lies in a file that only your user opens',
    session: 'The system has no password store: the sign-in lasts while the program is open',
    ask: 'The system has no password store: the sign-in lasts while the program is open',
  },
  application: 'OK application',
  applicationHint: 'In whose name the program signs in. Registered on ok.ru once.',
  applicationBuiltIn: 'Came with the program',
  applicationOwn: 'Named by you: {id}',
  applicationNone: 'None named',
  applicationChange: 'Change',
  applicationId: 'Application id',
  applicationKey: 'Public key',
  applicationRedirect: 'Return address (redirect_uri)',
  applicationRedirectHint: 'Must equal the registered one to the last character',
  applicationSave: 'Save',
  applicationForget: 'Back to the former one',
  applicationBad: {
    id: 'Digits only',
    publicKey: 'Latin letters and digits, at least eight',
    redirect: 'An address on this computer with a port, or OK’s empty page',
  },
};

export const signInPage: Same<typeof ru.signInPage> = {
  title: 'Signing in to OK Photo Sync',
  working: 'Handing the sign-in over to the program',
  done: 'Done: you are signed in',
  doneText: 'Go back to OK Photo Sync. You can close this page.',
  refused: 'You did not give access',
  refusedText: 'The program received nothing. You can close this page.',
  failed: 'The sign-in was not handed over',
  failedText: 'This page is of another attempt, or the program no longer waits. Start again in OK Photo Sync.',
  empty: 'There is nothing here',
  emptyText: 'This page is for signing in only. Start in OK Photo Sync.',
};
