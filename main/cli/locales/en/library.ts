// Answers of `status`, `problems`, `why` and `journal`, in English.
import type { LibraryTexts } from '../types.ts';

export const enLibrary: LibraryTexts = {
  noHosts: 'No host but OK’s own is allowed.',
  forgetLimits: (command) => `To forget what was learned: ${command}`,
  none: (folder) =>
    `There is no library in ${folder} yet. The first sync makes it; that of the demo account is seen with --demo.`,
  title: (folder) => `Library: ${folder}`,
  running: 'A program works on it now.',
  idle: 'Nothing works on it now.',
  noFolders: 'No folder was synced yet.',
  noProblems: 'Nothing needs a decision.',
  arrow: (path, target) => `${path} → ${target}`,
  paused: 'not part of the last sync; name it in the next one, and it is',
  onTimer: (minutes) => `scanned every ${minutes} minutes: the system reports no changes there`,
  unopened: (n) => `paths that could not be read: ${n}`,
  remedy: (line) => `the system has no watches left; more of them: ${line}`,
  unknownFile: (path) => `${path} does not belong to a folder that was synced.`,
  isFolder: (path, command) => `${path} is a folder; name a file in it. About folders: ${command}`,
  older: (folder) => `The library in ${folder} is from an earlier version of this program. Run sync: it takes it over.`,
  unreadable: (folder) =>
    `The library in ${folder} cannot be read: it is damaged, from a newer program, or not yours. Run sync: it repairs it or says more.`,
  ignored: (pattern) => `It is left out by the pattern «${pattern}».`,
  notSeen: (folder) => `It lies in the folder «${folder}» and has not been seen yet.`,
  nextAttempt: (time) => `Next attempt ${time}.`,
  copies: 'The same photo also lies here:',
};
