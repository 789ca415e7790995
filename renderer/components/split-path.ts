// Splits a path so that its middle can be shortened: the drive and the last folder identify it. Pure.

/** `tail`: the last part with the slash before it; `head`: the rest, which may be shortened. Both kinds of slash. */
export function splitPath(path: string): { head: string; tail: string } {
  const at = Math.max(path.lastIndexOf('/', path.length - 2), path.lastIndexOf('\\', path.length - 2));
  return at <= 0 ? { head: '', tail: path } : { head: path.slice(0, at), tail: path.slice(at) };
}
