// What the terminal says about decisions: each of them, the way out of a held photo, and what became of it. Texts only, in both languages.
import type { DecideAction } from '../commands/decisions.ts';

export interface DecideWords {
  /** After «→»: what is done, so that several can be strung together. */
  what: Record<DecideAction, string>;
  or: string;
  byItself: string;
  otherAlbum: string;
  /** Of an album whose title is there already. */
  useAlbum: string;
  anotherAlbum: string;
  withPlace: string;
  look: string;
  /** In place of `send-anyway` where only the album is asked about. */
  alsoHere: string;
  how(example: string): string;
  see(command: string): string;
  done(photos: number): string;
  next: string;
  nothing(path: string, decision: DecideAction): string;
  instead(can: string): string;
  nothingBelow(path: string, decision: DecideAction): string;
}

/** «1 photo», «2 photos». */
const photosText = (n: number): string => `${n} ${n === 1 ? 'photo' : 'photos'}`;

export const enDecide: DecideWords = {
  what: {
    shrink: 'send a smaller copy',
    convert: 'send a copy as JPEG',
    'send-anyway': 'send it as it is',
    'leave-out': 'leave it out',
    'try-again': 'try again',
    'check-again': 'read the file again',
    'it-is-there': 'it is there',
    'it-is-not-there': 'it is not there, send it',
    send: 'send it',
    'new-album': 'make the album again',
    'next-album': 'go on in the next album of this title',
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

export const ruDecide: DecideWords = {
  what: {
    shrink: 'отправить уменьшенную копию',
    convert: 'отправить копию в JPEG',
    'send-anyway': 'отправить как есть',
    'leave-out': 'не отправлять',
    'try-again': 'попробовать ещё раз',
    'check-again': 'прочесть файл ещё раз',
    'it-is-there': 'оно там есть',
    'it-is-not-there': 'его там нет, отправить',
    send: 'отправить',
    'new-album': 'создать альбом заново',
    'next-album': 'продолжить в следующем альбоме с этим названием',
  },
  or: 'или',
  byItself: 'следующий sync попробует сам',
  otherAlbum: 'sync с другим --album',
  useAlbum: 'отправить в тот, что есть: sync с --album-id',
  anotherAlbum: 'сделать ещё один',
  withPlace: 'отправить вместе с местом',
  look: 'посмотрите в альбом на OK и решите',
  alsoHere: 'отправить и в этот альбом',
  how: (example) => `Решите и запустите sync снова: ${example} (вместо фотографии можно папку: тогда все такие в ней)`,
  see: (command) => `что делать: ${command}`,
  done: (photos) => `Решено, фотографий: ${photos}.`,
  next: 'Исполнит следующий sync.',
  nothing: (path, decision) => `${path}: решение «${decision}» к этой фотографии сейчас не подходит.`,
  instead: (can) => `Возможно: ${can}.`,
  nothingBelow: (path, decision) => `${path}: здесь нет фотографий, которым подходит «${decision}».`,
};
