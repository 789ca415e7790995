// The file that is asked about: kept until it is explained, also when the question came from outside the window during the first start.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { on } from '../../bridge.ts';

export interface PendingExplain {
  /** null: nothing to explain. */
  path: string | null;
  /** Of several files the last one counts. */
  ask(path: string): void;
  done(): void;
}

/** Above the first start, too: what is asked while it is shown is answered after it. */
export function usePendingExplain(): PendingExplain {
  const [path, setPath] = useState<string | null>(null);
  const done = useCallback(() => setPath(null), []);
  useEffect(() => on('explain.wanted', (pending) => pending.path !== null && setPath(pending.path)), []);
  return useMemo(() => ({ path, ask: setPath, done }), [path, done]);
}
