// The nearest folder above a file that Electron can open: Electron takes UTF-8 paths only. Pure.

/** null: Electron can show the file itself. */
export function nameableFolder(path: string): string | null {
  const first = path.search(/[\u{10FE00}-\u{10FEFF}]/u);
  if (first < 0) return null;
  const above = path.slice(0, first);
  const slash = Math.max(above.lastIndexOf('/'), above.lastIndexOf('\\'));
  return slash <= 0 ? '/' : above.slice(0, slash);
}
