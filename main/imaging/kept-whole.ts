// Which files are kept in memory whatever their size: those that a decoder cannot open by their name.
import { isByteName } from '../../shared/byte-names.ts';
import { mostFileBytes } from './decode.ts';

/** Part of the wish to `readOnce`. Larger files are not decoded at all. */
export function keptWhole(path: string): { keepUpTo?: number } {
  return isByteName(path) ? { keepUpTo: mostFileBytes } : {};
}
