// Files from outside the window («Open with», dock, tray, command line) that wait until the person chooses an album.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { on } from '../../bridge.ts';

export interface PendingDrop {
  /** null: no files wait. */
  paths: readonly string[] | null;
  /** Adds files to those that wait already. */
  add(paths: readonly string[]): void;
  /** The person has answered. */
  done(): void;
}

/** Also used above the first start: files that arrive while it is shown are asked about afterwards. */
export function usePendingDrop(): PendingDrop {
  const [paths, setPaths] = useState<readonly string[] | null>(null);
  const add = useCallback(
    (more: readonly string[]) => setPaths((before) => [...new Set([...(before ?? []), ...more])]),
    [],
  );
  const done = useCallback(() => setPaths(null), []);
  useEffect(() => on('drop.wanted', ({ paths: more }) => add(more)), [add]);
  return useMemo(() => ({ paths, add, done }), [paths, add, done]);
}
