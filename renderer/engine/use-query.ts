// Asks for a list or a record, and again when its area changes. Keeps the last answer until the next one arrives.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { WireError } from '../../shared/errors.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/ipc.ts';
import { invoke } from '../bridge.ts';
import type { StaleArea } from './engine-state.ts';
import { useEngine } from './engine-store.ts';

export interface QueryResult<T> {
  value: T | null;
  error: WireError | null;
  askAgain: () => void;
}

/** `input` is compared by its JSON; pass null to ask nothing. */
export function useQuery<N extends CallName>(
  name: N,
  area: StaleArea | null,
  input: CallInput<N> | null,
): QueryResult<CallOutput<N>> {
  const [answer, setAnswer] = useState<{ key: string; value: CallOutput<N> | null; error: WireError | null }>({
    key: '',
    value: null,
    error: null,
  });
  const version = useEngine((state) => (area === null ? 0 : state.versions[area]));
  const [again, setAgain] = useState(0);
  const key = input === null ? 'nothing' : (JSON.stringify(input) ?? 'undefined');
  const latest = useRef(input);
  useEffect(() => {
    latest.current = input;
  });

  useEffect(() => {
    if (key === 'nothing') return;
    let current = true;
    const ask = invoke as (name: N, input: CallInput<N> | null) => ReturnType<typeof invoke<N>>;
    void ask(name, latest.current).then((result) => {
      if (!current) return;
      setAnswer((before) => {
        if (result.ok) return { key, value: result.value, error: null };
        return { key, value: before.key === key ? before.value : null, error: result.error };
      });
    });
    return () => {
      current = false;
    };
  }, [name, key, version, again]);

  const askAgain = useCallback(() => setAgain((n) => n + 1), []);
  const mine = answer.key === key;
  return { value: mine ? answer.value : null, error: mine ? answer.error : null, askAgain };
}
