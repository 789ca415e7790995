// The form of a text that a search compares.
import { readable } from '../../../shared/readable-names.ts';

/** The text as it is shown, in lower case and NFC: neither case nor the two spellings of «й» make a difference. */
export function searchKey(path: string): string {
  return readable(path).normalize('NFC').toLowerCase();
}
