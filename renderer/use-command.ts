// Something the person asked for: runs a call, says a failure as a toast in words. Never throws for expected trouble.
import { useCallback } from 'react';
import type { WireError } from '../shared/errors.ts';
import type { CallInput, CallName, CallOutput } from '../shared/ipc.ts';
import { invoke } from './bridge.ts';
import { useSay } from './components/toasts.tsx';
import { useVoice, type Voice } from './i18n/use-i18n.tsx';

/** The error's own text with its subject. */
export function errorText(voice: Voice, error: WireError): string {
  return voice.t(`error.${error.code}`, { subject: error.subject ?? '' });
}

export type Act = <N extends CallName>(
  name: N,
  ...input: undefined extends CallInput<N> ? [] : [CallInput<N>]
) => Promise<CallOutput<N> | { failed: WireError }>;

/** Resolves to the call's value, or to `{ failed }` after the toast is shown. */
export function useAct(): Act {
  const say = useSay();
  const voice = useVoice();
  return useCallback(
    async (name, ...input) => {
      const result = await invoke(name, ...input);
      if (result.ok) return result.value;
      say({ text: errorText(voice, result.error), need: true });
      return { failed: result.error };
    },
    [say, voice],
  );
}

export function failed(value: unknown): value is { failed: WireError } {
  return typeof value === 'object' && value !== null && 'failed' in value;
}
