// All English texts, by section. Sections live in en/; nothing here but their sum.
import { about, clipboard } from './en/about.ts';
import { limits } from './en/limits.ts';
import { album, count, privacy, seen, time, window } from './en/window.ts';
import { lastKnown, overview, status, statusDetail } from './en/overview.ts';
import { journal, photo, photos, why, whyShort } from './en/photos.ts';
import { drop, folderForm, folders } from './en/folders.ts';
import { convert, explain, review, unclear } from './en/decide.ts';
import { cause, problems } from './en/problems.ts';
import { settings, start } from './en/settings.ts';
import { signIn } from './en/sign-in.ts';
import { signInPage } from './en/sign-in-page.ts';
import { dialogs, error, failure, menu, notification, tray } from './en/shell.ts';
import type { Dictionary } from './ru.ts';

export const en: Dictionary = {
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
};
