// The notice that the library was restored: kept in `meta` until the person has seen it.
import { restored, type Restored } from '../../../../shared/snapshot.ts';
import type { MetaQueries } from '../meta.ts';

/** The value of `restored_notice`. */
export function noticeText(notice: Restored): string {
  return JSON.stringify(notice);
}

/** null: not restored, seen already, or a value that this program did not write. */
export function readNotice(meta: Pick<MetaQueries, 'text'>): Restored | null {
  const text = meta.text('restored_notice');
  if (text === null) return null;
  try {
    return restored.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
