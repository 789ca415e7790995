// No-break spaces, so that a line never ends in «в», «и» or a number without its word. For texts shown in the window.
import type { Language } from './language.ts';

const nbsp = '\u00a0';

/**
 * After short words (in Russian), after numbers and their placeholders, before a middle dot. A number that opens a list is a button in the
 * window: lines break beside it all the same, and a no-break space would begin the next one.
 */
export function withNoBreakSpaces(language: Language, text: string): string {
  let result = text
    .replaceAll(/(\d|\{(?:n|done|total|width|height)\}) (?=[\p{L}×])/gu, `$1${nbsp}`)
    .replaceAll(' · ', `${nbsp}· `);
  // Twice: two short words in a row share a space.
  if (language === 'ru')
    for (let round = 0; round < 2; round += 1)
      result = result.replaceAll(/(^|[\s\u00a0(«])(\p{L}{1,2}) (?=\S)/gu, `$1$2${nbsp}`);
  return result;
}
