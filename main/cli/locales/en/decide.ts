// Decisions about photos, in English.
import type { DecideTexts } from '../types.ts';

/** «1 photo», «2 photos». */
const photosText = (n: number): string => `${n} ${n === 1 ? 'photo' : 'photos'}`;

export const enDecide: DecideTexts = {
  what: {
    shrink: 'send a smaller copy',
    convert: 'send a copy as JPEG',
    'send-anyway': 'send it as it is',
    'send-without-caption': 'send it without the caption',
    'leave-out': 'leave it out',
    'try-again': 'try again',
    'check-again': 'read the file again',
    'it-is-there': 'it is there',
    'it-is-not-there': 'it is not there, send it',
    send: 'send it',
    'new-album': 'make the album again',
    'next-album': 'go on in the next album of this title',
    'correct-privacy': 'correct who sees the album',
    'publish-anyway': 'send into the album as it is',
  },
  or: 'or',
  byItself: 'the next sync tries it again by itself',
  otherAlbum: 'sync with another --album',
  useAlbum: 'use the one there is: sync with --album-id',
  anotherAlbum: 'make another one',
  withPlace: 'send it with its place',
  look: 'look into the album on OK, then decide',
  alsoHere: 'send it into this album, too',
  how: (example) => `Decide, then sync again: ${example} (a folder in place of the photo: all of this kind in it)`,
  see: (command) => `what to do: ${command}`,
  done: (photos) => `Decided: ${photosText(photos)}.`,
  next: 'The next sync does it.',
  nothing: (path, decision) => `${path}: “${decision}” is nothing that can be decided about this photo now.`,
  instead: (can) => `Possible: ${can}.`,
  nothingBelow: (path, decision) => `${path}: no photo in it waits for “${decision}”.`,
};
