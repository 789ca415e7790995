// A run of `sync`, in English.
import type { RunTexts } from '../types.ts';

export const enRun: RunTexts = {
  demoPage: (address) => `You can see the demo account here: ${address}`,
  folderAway: (path) => `The folder is not there at the moment: ${path}. Connect its drive, then sync again.`,
  folderUnreadable: (path) => `The folder does not open: ${path}. See to its permissions, then sync again.`,
  folderFailed: (path, why) => `The folder could not be scanned to the end: ${path} (${why}). Sync again.`,
  samePerson: (former) =>
    `It is the same person: the library’s albums and photos are there. The library of account ${former} goes on under your new id.`,
  kept: (path, target) => `${path} goes to ${target} from now on; what is sent already stays where it is.`,
  intoGroup: (album, sees) => `Into the group: “${album}”, ${sees}.`,
  used: (title, about) => `The album “${title}” is there already (${about}): photos go into it.`,
  ruled: (path, rules) =>
    `${path}: ${[
      rules.removeGps ? 'the place is removed from its photos (--place)' : 'the place stays in its photos (--place)',
      ...(rules.convert ? ['other formats go as JPEG'] : []),
      ...(rules.shrink ? ['too large photos go as smaller copies'] : []),
      ...(rules.versions === 'edited' ? ['an original stays behind its edited version (--versions)'] : []),
      ...(rules.captions === 'file' ? ['captions in the files are published with them (--captions)'] : []),
      ...(rules.captions === 'folder' ? ['the name of its folder is each photo’s caption (--captions)'] : []),
      ...(rules.unnamed === 'send' ? ['pictures in files not named like photos go, too (--unnamed)'] : []),
      ...(rules.unnamed === 'leave_out' ? ['pictures in files not named like photos are left out (--unnamed)'] : []),
    ].join('; ')}.`,
  watching: 'What is added is sent, too, until Ctrl+C.',
  interrupted: 'Interrupted. Everything is kept; the same command goes on from here.',
  stopping: 'Stopping. Once more Ctrl+C ends at once.',
  paused: 'Sending is paused in this library. The next sync goes on.',
  lanes: (busy, all) => `lanes ${busy}/${all}`,
  left: (time) => `${time} left`,
  hidden: (more, command) => `… and ${more} more, see: ${command}`,
  plan: ({ toSend, alreadyThere, comparing, duplicates, skipped, held }) =>
    `Nothing was sent. Would be sent ${toSend}, on OK already ${alreadyThere}, need a decision ${held}, skipped ${skipped}, duplicates ${duplicates}${
      comparing > 0 ? `; not compared with the album yet ${comparing}` : ''
    }.`,
  summary: (counts) =>
    [
      `${counts.done} done`,
      `${counts.held} held`,
      `${counts.skipped} skipped`,
      `${counts.duplicate} duplicate`,
      `${counts.failed} failed`,
      ...(counts.waiting > 0 ? [`${counts.waiting} waiting`] : []),
      ...((counts.unopened ?? 0) > 0 ? [`${counts.unopened} not read`] : []),
    ].join(', '),
  sent: (bytes, seconds) => `${bytes} sent in ${seconds}`,
  heading: 'Held or failed:',
  unopenedHeading: 'Could not be read; photos may be there:',
};
