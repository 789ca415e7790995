// One photo as one line for a person. Pure.
import { formatBytes } from '../../shared/locales/format.ts';
import { reasonText, type PhotoLine } from './photo-line.ts';
import { safeText } from './safe-text.ts';
import type { Speech } from './speech.ts';

export function photoText(line: PhotoLine, { language, t, words }: Speech): string {
  const reason = reasonText(line.reason, t);
  const tail = reason === '' ? (line.state === 'done' ? formatBytes(language, line.bytes) : '') : reason;
  return `${words.state[line.state]}: ${safeText(line.path)}${tail === '' ? '' : ` — ${tail}`}`;
}
