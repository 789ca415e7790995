// The nearest folder above a file that Electron can name to the system: it takes text only. Pure.

/** null: the file itself can be named. */
export function nameableFolder(path: string): string | null {
  const first = path.search(/[\u{10FE00}-\u{10FEFF}]/u);
  if (first < 0) return null;
  const above = path.slice(0, first);
  const slash = Math.max(above.lastIndexOf('/'), above.lastIndexOf('\\'));
  return slash <= 0 ? '/' : above.slice(0, slash);
}
