// The form in which a search compares texts.
import { readable } from '../../../../shared/readable-names.ts';

/** The text as it is shown, in lower case and NFC: neither case nor the two spellings of «й» make a difference. */
export function searchKey(path: string): string {
  return readable(path).normalize('NFC').toLowerCase();
}
