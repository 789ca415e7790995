// Where a path of the old computer lies on the new one. Pure.

export interface Move {
  from: string;
  to: string;
}

const isWindows = (path: string): boolean => /^(?:[A-Za-z]:|\\\\)/u.test(path);

/** Windows tells neither case nor the two slashes apart. */
function partsOf(path: string): string[] {
  const parts = (isWindows(path) ? path.replaceAll('\\', '/') : path).split('/');
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

const sameParts = (one: string, other: string, foldCase: boolean): boolean =>
  foldCase ? one.toLowerCase() === other.toLowerCase() : one === other;

/** The longest `from` that holds the path decides; a path that none holds stays as it is. */
export function movedPath(path: string, moves: readonly Move[]): string {
  const parts = partsOf(path);
  let best: { rest: string[]; move: Move; length: number } | null = null;
  for (const move of moves) {
    const from = partsOf(move.from);
    const isInside =
      from.length <= parts.length && from.every((part, at) => sameParts(part, parts[at] ?? '', isWindows(path)));
    if (isInside && from.length > (best?.length ?? 0))
      best = { rest: parts.slice(from.length), move, length: from.length };
  }
  if (best === null) return path;
  const separator = isWindows(best.move.to) ? '\\' : '/';
  const to = best.move.to.replace(/(?<=.)[\\/]+$/u, '');
  return [to === separator ? '' : to, ...best.rest].join(separator);
}
