// What is said of a photo's caption, in window and terminal. Pure.
import type { PhotoCaption } from '../library/photo.ts';
import type { Translate } from './translate.ts';

/** `isDone`: the photo is on OK. Empty where there is nothing to say: none goes, and the file has none. */
export function captionTexts(t: Translate, { text, from, file, sent }: PhotoCaption, isDone: boolean): string[] {
  if (!isDone) {
    if (text !== '' && from !== 'none') return [t(`photo.caption.goes.${from}`, { text })];
    if (from === 'own') return [t('photo.caption.wantedNone')];
    return file !== null && from === 'none' ? [t('photo.caption.notByRule', { text: file })] : [];
  }
  if (sent === null) return [];
  const there = sent === '' ? t('photo.caption.sentNone') : t('photo.caption.sent', { text: sent });
  return from === 'own' && text !== sent ? [there, t('photo.caption.changed', { text })] : [there];
}
