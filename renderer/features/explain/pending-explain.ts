// The file that a person has asked about, kept until it has been explained.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { on } from '../../bridge.ts';

export interface PendingExplain {
  /** null: nothing to explain. */
  path: string | null;
  /** A later file replaces the one before. */
  ask(path: string): void;
  done(): void;
}

/** Also used above the first start: a question that arrives while it is shown is answered afterwards. */
export function usePendingExplain(): PendingExplain {
  const [path, setPath] = useState<string | null>(null);
  const done = useCallback(() => setPath(null), []);
  useEffect(() => on('explain.wanted', (pending) => pending.path !== null && setPath(pending.path)), []);
  return useMemo(() => ({ path, ask: setPath, done }), [path, done]);
}
