// English: the page that the person’s browser ends on after signing in. Texts only.
import type { Same } from '../dictionary.ts';
import type * as ru from '../ru/sign-in-page.ts';

export const signInPage: Same<typeof ru.signInPage> = {
  title: 'Signing in to OK Photo Sync',
  working: 'Handing the sign-in over to the program',
  done: 'Done: you are signed in',
  doneText: 'Go back to OK Photo Sync. You can close this page.',
  refused: 'You did not give access',
  refusedText: 'The program received nothing. You can close this page.',
  failed: 'The sign-in was not handed over',
  failedText:
    'This page belongs to another attempt, or the program is no longer waiting. Start again in OK Photo Sync.',
  empty: 'There is nothing here',
  emptyText: 'This page is for signing in only. Start in OK Photo Sync.',
};
