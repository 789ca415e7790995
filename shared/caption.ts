// What a caption is: cleaned words of a person, cut to what the service takes. Pure.
import { z } from 'zod';

/** UTF-16 units that are kept of a caption, however long it is. What is sent is cut at a limit (limits.ts). */
export const longestCaption = 4_000;

/** A caption as the library keeps it. */
export const captionText = z.string().max(longestCaption);

/** What goes with a folder's photos as their caption. */
export const captionRules = ['none', 'file', 'folder'] as const;
export const captionRule = z.enum(captionRules);
export type CaptionRule = z.infer<typeof captionRule>;

/**
 * Says nothing and is not seen: control characters, marks of direction (they turn the words of a page around), byte
 * order marks, the zero-width space, halves of a character, private characters. Joiners stay: emoji and several
 * scripts need them.
 */
const unseen =
  /[\p{Cc}\p{Cs}\p{Co}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFC\uFFFE\uFFFF]/gu;
const lineEnds = /\r\n?|[\u0085\u2028\u2029\v\f]/gu;
const aWord = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Emoji_Presentation}]/u;
/** Cleaning reads so many units; nobody writes more as a caption. */
const longestRead = 64 * 1024;

/** NFC, without what is not seen, with single blanks and at most one empty line in a row. '' when nothing is said. */
export function cleanCaption(written: string): string {
  const text = written
    .slice(0, longestRead)
    .normalize('NFC')
    .replaceAll(lineEnds, '\n')
    .split('\n')
    .map((line) =>
      line
        .replaceAll('\t', ' ')
        .replaceAll(unseen, '')
        .replaceAll(/\p{Zs}+/gu, ' ')
        .trim(),
    )
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
  return aWord.test(text) ? cutCaption(text, longestCaption) : '';
}

const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** At most `limit` UTF-16 units, which are never fewer than characters. Ends with «…» where something is left out. */
export function cutCaption(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = 0;
  // A character behind the limit needs no reading; one that crosses it is left out as a whole.
  for (const { index, segment } of characters.segment(text.slice(0, limit + 64))) {
    if (index + segment.length > limit - 1) break;
    kept = index + segment.length;
  }
  return `${text.slice(0, kept).trimEnd()}…`;
}
