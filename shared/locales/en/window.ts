// English: words used by more than one screen, and the frame of the window. Texts only.
import { enForms, type Same } from '../dictionary.ts';
import type * as ru from '../ru/window.ts';

export const window: Same<typeof ru.window> = {
  nav: {
    label: 'Sections',
    overview: 'Overview',
    photos: 'Photos',
    folders: 'Folders',
    problems: 'Problems',
    settings: 'Settings',
    need: enForms('{n} waits for a decision', '{n} wait for a decision'),
  },
  foot: {
    onOk: enForms('{n} photo on OK', '{n} photos on OK'),
    none: 'No account connected',
    noneHint: 'Photos are sent once an account is connected. Folders and the queue of each account are kept.',
    connect: 'Connect an account',
  },
  name: 'OK Photo Sync',
  addPhotos: 'Add photos',
  close: 'Close',
  back: 'Back',
  notNow: 'Not now',
  show: 'Show',
  actions: 'Actions',
  actionsOf: 'Actions for the folder “{name}”',
  loading: 'Loading',
  more: enForms('{n} more', '{n} more'),
  retry: 'Try again',
  openOnOk: 'Open on OK',
  openAlbum: 'Open album',
  open: 'Open',
  failed: 'That did not work: {why}',
  engineStopped: 'The program’s engine stopped and is being restarted. The queue is safe.',
  engineDying:
    'The program’s engine stops again and again. Quit the program and open it again; if that does not help, update it. Your photos and the queue are safe.',
  engineFailed: 'Sending does not start. {why}',
  aside: {
    damaged: 'The settings were damaged: the usual ones are in force.',
    newer: 'The settings were written by a newer version: the usual ones are in force.',
    now: 'Folders and photos are untouched. Connect the account again, and sending goes on.',
    path: 'The former file:',
    seen: 'Understood',
  },
  limitsUnreadable:
    'The file with your own limits cannot be read ({where}), so the usual ones hold. Correct or remove it, and start the program again.',
  restored: {
    damaged: 'The list of what was sent was damaged and restored from a backup: it is as it was {time}.',
    damagedAnew: 'The list of what was sent was damaged and there is no whole backup: it begins anew.',
    older: 'The list of what was sent was lost or replaced by an older one: it is as it was {time}.',
    lost: 'The list of what was sent was lost and begins anew.',
    now: 'Photos that may be on OK already are first compared with what is there.',
    aside: 'The damaged file:',
    show: 'Show file',
    seen: 'Got it',
  },
};

export const count: Same<typeof ru.count> = {
  photos: enForms('{n} photo', '{n} photos'),
  files: enForms('{n} file', '{n} files'),
  folders: enForms('{n} folder', '{n} folders'),
  albums: enForms('{n} album', '{n} albums'),
  fromFolders: enForms('from {n} folder', 'from {n} folders'),
  attempts: enForms('{n} attempt', '{n} attempts'),
};

export const privacy: Same<typeof ru.privacy> = {
  sees: {
    public: 'everyone can see',
    friends: 'friends can see',
    private: 'only you can see',
    unknown: 'visibility is set on OK',
    groupEveryone: 'everyone can see',
    groupMembers: 'group members can see',
    groupUnknown: 'the group says who sees it',
  },
  choice: { public: 'Everyone can see', friends: 'Friends can see', private: 'Only you' },
  label: 'Who can see',
};

export const seen: Same<typeof ru.seen> = {
  now: {
    public: 'Everyone sees the album now.',
    friends: 'Friends see the album now.',
    private: 'Only you see the album now.',
    unknown: 'OK does not say who sees the album.',
  },
  asked: {
    public: 'You chose: everyone.',
    friends: 'You chose: friends.',
    private: 'You chose: only you.',
  },
  notCorrected: 'Correcting it did not work, OK left it as it was.',
};

export const album: Same<typeof ru.album> = {
  personal: 'Personal photos',
  personalInside: 'personal photos',
  quoted: 'album “{title}”',
  perSubfolder: enForms('An album per folder, {n}', 'An album per folder, {n}'),
  label: 'Where to',
  choosePersonal: 'Personal photos',
  chooseNew: 'New album: {title}',
  chooseOther: 'New album',
  choosePerSubfolder: 'A new album per folder',
  known: 'Albums on OK',
  place: 'Where the new album is',
  placeOwn: 'Among my albums',
  placeGroup: 'In the group “{name}”',
  placeGroupHint: 'If the group has an album of this title already, the photos go into it.',
  inGroups: 'Albums of groups that you manage',
  createdOn: '{words}, created {day}',
  andNumber: '{words}, number on OK ends in {number}',
  newTitle: 'Album title',
  titleTaken: 'Choose: into this album, or into another one',
  taken: 'There is an album “{title}”: {about}.',
  takenSeveral: enForms('There is {n} album of this title:', 'There are {n} albums of this title:'),
  takenHere: 'The folder “{name}” makes an album of this title.',
  takenWider: 'More people see it than you chose.',
  useIt: 'Use it',
  sameAlbum: 'Into the same album',
  sameAs: 'together with the folder “{name}”',
  another: 'Make another one',
  willBeAnother: 'There will be another album of this title.',
  titlesTaken: enForms(
    '{n} of these albums is there already: {titles}.',
    '{n} of these albums are there already: {titles}.',
  ),
  titlesWider: 'More people see some of them than you chose: the program asks about those.',
  useThem: 'Use them',
  others: 'Make new ones',
  willUseThem: 'The albums that are there get these photos.',
  willBeOthers: 'There will be new albums of the same titles.',
  titleMissing: 'Give the album a title',
  titleTooLong: 'At most {n} characters',
};

export const time: Same<typeof ru.time> = {
  lessThanMinute: 'less than a minute',
  aboutMinutes: enForms('about {n} minute', 'about {n} minutes'),
  aboutHours: enForms('about {n} hour', 'about {n} hours'),
  aboutDays: enForms('about {n} day', 'about {n} days'),
  seconds: enForms('{n} second', '{n} seconds'),
  minutes: enForms('{n} minute', '{n} minutes'),
  everyMinutes: enForms('every minute', 'every {n} minutes'),
  today: 'today',
  yesterday: 'yesterday',
  todayAt: 'today at {time}',
  yesterdayAt: 'yesterday at {time}',
  at: 'at {time}',
  dayAt: '{day} at {time}',
  perSecond: '{bytes}/s',
  amountOf: '{done} of {total}',
};
