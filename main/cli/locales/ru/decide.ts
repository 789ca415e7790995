// Decisions about photos, in Russian.
import type { DecideTexts } from '../types.ts';

export const ruDecide: DecideTexts = {
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
