// Where a long path is cut: in its middle. The drive and the last folder say which one it is. Pure.

/** `head` may be cut at its end, `tail` is the last part with the slash before it. Both kinds of slash; together they are the path. */
export function splitPath(path: string): { head: string; tail: string } {
  const at = Math.max(path.lastIndexOf('/', path.length - 2), path.lastIndexOf('\\', path.length - 2));
  return at <= 0 ? { head: '', tail: path } : { head: path.slice(0, at), tail: path.slice(at) };
}
