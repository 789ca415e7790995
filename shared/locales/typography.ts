// No-break spaces for texts of the window, so that no line ends in «в», «и» or a number without its word.
import { languageEntry, type Language } from './languages.ts';

const nbsp = '\u00a0';

/**
 * After short words where the language wants it, after numbers and their placeholders, before a middle dot. Not beside
 * numbers that are buttons in the window: lines break there anyway, and the no-break space would begin the next line.
 */
export function withNoBreakSpaces(language: Language, text: string): string {
  let result = text
    .replaceAll(/(\d|\{(?:n|done|total|width|height)\}) (?=[\p{L}×])/gu, `$1${nbsp}`)
    .replaceAll(' · ', `${nbsp}· `);
  // Twice: two short words in a row share a space.
  if (languageEntry(language).keepsShortWords)
    for (let round = 0; round < 2; round += 1)
      result = result.replaceAll(/(^|[\s\u00a0(«])(\p{L}{1,2}) (?=\S)/gu, `$1$2${nbsp}`);
  return result;
}
