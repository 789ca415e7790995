// Files that came from outside the window («Open with», dock, tray, command line): kept until their person can be asked about them.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { on } from '../../bridge.ts';

export interface PendingDrop {
  /** null: nothing to ask about. */
  paths: readonly string[] | null;
  /** More files to be asked about, together with those that wait already. */
  add(paths: readonly string[]): void;
  /** Asked about. */
  done(): void;
}

/** Above the first start, too: files that come while it is shown are asked about after it. */
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
