// An answer as one line of JSON. Names that are not UTF-8 appear twice: readable, and byte by byte. Pure.
import { hexOfName, isByteName } from '../../../shared/byte-names.ts';
import { readable } from '../../../shared/readable-names.ts';

/** `path` is readable; its exact bytes stand beside it in `pathBytes`, as hexadecimal digits. So with any key. */
export function jsonLine(answer: Record<string, unknown>): string {
  const line = JSON.stringify(answer);
  return isByteName(line) ? JSON.stringify(withBytes(answer)) : line;
}

function withBytes(value: unknown): unknown {
  if (typeof value === 'string') return readable(value);
  if (Array.isArray(value)) return value.map(withBytes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]: [string, unknown]) => {
      const exact = exactly(one);
      return exact === null
        ? [[key, withBytes(one)]]
        : [
            [key, withBytes(one)],
            [`${key}Bytes`, exact],
          ];
    }),
  );
}

/** null: nothing of it is such a name. */
function exactly(value: unknown): string | string[] | null {
  if (typeof value === 'string') return isByteName(value) ? hexOfName(value) : null;
  const isNames = Array.isArray(value) && value.every((one) => typeof one === 'string') && value.some(isByteName);
  return isNames ? value.map(hexOfName) : null;
}
