// All Russian texts, by section. Sections live in ru/; nothing here but their sum.
import { about, clipboard } from './ru/about.ts';
import { limits } from './ru/limits.ts';
import { album, count, privacy, seen, time, window } from './ru/window.ts';
import { lastKnown, overview, status, statusDetail } from './ru/overview.ts';
import { journal, photo, photos, why, whyShort } from './ru/photos.ts';
import { drop, folderForm, folders } from './ru/folders.ts';
import { convert, explain, review, unclear } from './ru/decide.ts';
import { cause, problems } from './ru/problems.ts';
import { settings, start } from './ru/settings.ts';
import { signIn } from './ru/sign-in.ts';
import { signInPage } from './ru/sign-in-page.ts';
import { dialogs, error, failure, menu, notification, tray } from './ru/shell.ts';
import type { KeysOf, Same } from './dictionary.ts';

export const ru = {
  window,
  count,
  privacy,
  seen,
  limits,
  album,
  time,
  status,
  statusDetail,
  lastKnown,
  overview,
  photos,
  photo,
  why,
  whyShort,
  journal,
  folders,
  folderForm,
  drop,
  cause,
  problems,
  convert,
  unclear,
  review,
  explain,
  settings,
  signIn,
  start,
  signInPage,
  about,
  clipboard,
  tray,
  menu,
  notification,
  dialogs,
  error,
  failure,
} as const;

/** Every language has exactly these sections and keys: a missing one is a type error. */
export type Dictionary = Same<typeof ru>;
export type TextKey = KeysOf<typeof ru>;
