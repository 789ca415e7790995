// Runs a call that the person asked for, and shows its failure as a toast. Expected errors never throw.
import { useCallback } from 'react';
import type { WireError } from '../../shared/errors.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/ipc.ts';
import { invoke } from '../bridge.ts';
import { useToast } from '../use-toast.ts';
import { useI18n, type I18n } from '../i18n/use-i18n.tsx';

/** The error's own text with its subject. */
export function commandErrorText(i18n: I18n, error: WireError): string {
  return i18n.t(`error.${error.code}`, { subject: error.subject ?? '' });
}

export type RunCommand = <N extends CallName>(
  name: N,
  ...input: undefined extends CallInput<N> ? [] : [CallInput<N>]
) => Promise<CallOutput<N> | { failed: WireError }>;

/** Resolves to the call's value, or to `{ failed }` after the toast is shown. */
export function useCommand(): RunCommand {
  const showToast = useToast();
  const i18n = useI18n();
  return useCallback(
    async (name, ...input) => {
      const result = await invoke(name, ...input);
      if (result.ok) return result.value;
      showToast({ text: commandErrorText(i18n, result.error), need: true });
      return { failed: result.error };
    },
    [showToast, i18n],
  );
}

export function commandFailed(value: unknown): value is { failed: WireError } {
  return typeof value === 'object' && value !== null && 'failed' in value;
}
