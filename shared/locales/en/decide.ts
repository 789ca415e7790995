// English: deciding with one's own eyes: a copy before it is sent, a photo beside the album, new photos, one file
// explained. Texts only.
import { enForms, type Same } from '../dictionary.ts';
import type * as ru from '../ru/decide.ts';

export const convert: Same<typeof ru.convert> = {
  title: {
    shrink: enForms('How the smaller photo will look', 'How the smaller photos will look'),
    convert: enForms('How the photo will look as JPEG', 'How the photos will look as JPEG'),
  },
  hint: enForms(
    'The file on your disk stays as it is. A copy goes to OK.',
    'The files on your disk stay as they are. Copies go to OK.',
  ),
  place: '{n} of {total}',
  previous: 'Previous photo',
  following: 'Next photo',
  before: 'On the disk',
  after: 'On OK',
  size: 'Size',
  file: 'File',
  location: 'Place',
  taken: 'Date taken',
  savedDate: 'Date saved',
  nameDate: 'Date in the file name',
  fileDate: 'File date',
  hasLocation: 'present',
  noLocation: 'none',
  locationRemoved: 'removed',
  sameDate: 'the same',
  noDate: 'not known',
  dateOutside: 'not written in the photo',
  making: 'The copy is being made',
  noPicture: 'The picture cannot be shown',
  always: 'From now on do this without asking',
  alwaysIn: enForms('For the folder “{title}”', 'For {n} folders'),
  send: {
    shrink: enForms('Make {n} photo smaller and send it', 'Make {n} photos smaller and send them'),
    convert: enForms('Send {n} photo as JPEG', 'Send {n} photos as JPEG'),
  },
};

export const unclear: Same<typeof ru.unclear> = {
  title: 'Is this photo on OK?',
  hint: 'Your file is on the left, what lies in the album on the right. Compare and decide.',
  compare: enForms('Compare {n} photo', 'Compare {n} photos'),
  mine: 'Your photo',
  there: 'In the album on OK',
  looking: 'The program is checking the album',
  nothing: 'Nothing like it is seen in the album. Open the album and look for yourself.',
  failed: 'OK could not be asked: {why}',
  added: 'added {time}',
  likely: 'looks the same',
  alike: enForms('Decide the same about {n} more photo', 'Decide the same about {n} more photos'),
};

export const review: Same<typeof ru.review> = {
  bar: enForms('{n} photo waits for you to look at it', '{n} photos wait for you to look at them'),
  picked: enForms('{n} photo chosen', '{n} photos chosen'),
  sendAll: enForms('Send {n} photo', 'Send all {n}'),
  leaveAll: enForms('Leave out {n} photo', 'Leave out all {n}'),
  sendPicked: enForms('Send {n} photo', 'Send {n} photos'),
  leavePicked: enForms('Leave out {n} photo', 'Leave out {n} photos'),
  pick: 'Choose {name}',
  unpick: 'Clear the choice',
  send: 'Send {name}',
  leave: 'Leave out {name}',
  keys: 'A: send, X: leave out, space: choose',
  sent: enForms('{n} photo joined the queue', '{n} photos joined the queue'),
  left: enForms('{n} photo will not be sent', '{n} photos will not be sent'),
  leaveTitle: enForms('Leave out {n} photo?', 'Leave out {n} photos?'),
  leaveText: 'The files stay on your disk. Each can be sent later: they are among the skipped ones.',
  keep: 'Keep looking',
  show: enForms('Look at {n} photo', 'Look at {n} photos'),
};

export const explain: Same<typeof ru.explain> = {
  open: 'What about this file',
  asking: 'Looking for this file',
  known: 'Where “{name}” stands',
  since: 'Last change: {time}',
  notWatched: 'The program does not watch this file',
  notWatchedWhy: 'It is in none of your folders and was not added separately, so it is not sent.',
  ignored: 'This file is left out',
  ignoredWhy: 'It matches the pattern “{pattern}”, which the program skips.',
  notSeen: 'The program has not seen this file yet',
  notSeenWhy: 'It lies in the folder “{title}” and will be found by the next scan.',
  unopened: 'The program could not read this file',
  unopenedWhy: 'Folder “{title}”, “{place}”: {why}. {help}',
  unseen: 'The program does not see this file now',
  unseenWhy: {
    drive_off: 'It lies in the folder “{title}”, and its drive is not connected. Nothing is deleted.',
    folder_shut:
      'It lies in the folder “{title}”, which does not open. Check permissions and disk. Nothing is deleted.',
    folder_paused: 'It lies in the folder “{title}”, which is paused.',
    failed: 'It lies in the folder “{title}”. Its scan stopped ({code}); the program will try again soon.',
  },
  failed: 'The program could not find out',
  addFolder: 'Add a folder',
  toFolders: 'Show the folders',
  scan: 'Check the folder now',
  showAmong: 'Show among the photos',
  other: 'Another file',
};
