// That the library was restored, kept in the library itself until the person has seen it. Restores nothing.
import { restored, type Restored } from '../../../shared/snapshot.ts';
import type { MetaQueries } from './meta.ts';

/** As it is kept under `restored_notice`. */
export function noticeText(notice: Restored): string {
  return JSON.stringify(notice);
}

/** null: nothing happened, it was seen, or what is kept is nothing that this program wrote. */
export function readNotice(meta: Pick<MetaQueries, 'text'>): Restored | null {
  const text = meta.text('restored_notice');
  if (text === null) return null;
  try {
    return restored.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
