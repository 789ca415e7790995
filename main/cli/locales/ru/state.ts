// States of a photo, in Russian.
import type { StateTexts } from '../types.ts';

export const ruState: StateTexts = {
  done: 'готово',
  held: 'ждёт решения',
  failed: 'не удалось',
  skipped: 'пропущено',
  duplicate: 'повтор',
  waiting: 'в очереди',
  unopened: 'не просмотрено',
};
