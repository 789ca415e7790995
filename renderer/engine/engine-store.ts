// Keeps the `EngineView` up to date from the program's events, and gives it to React.
import { useSyncExternalStore } from 'react';
import { invoke, on } from '../bridge.ts';
import { afterEvent, initialState, wellAfterMs, wellAgain, type EngineEvent, type EngineView } from './engine-state.ts';
import { forget, recall, remember } from './last-known.ts';

let state: EngineView = initialState;
const listeners = new Set<() => void>();

function change(next: EngineView): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

function apply(event: EngineEvent): void {
  change(afterEvent(state, event));
  if (event.name === 'account.changed' && event.payload.kind === 'none') forget();
  if (event.name === 'snapshot.changed') rememberSometimes();
}

let wellTimer: ReturnType<typeof setTimeout> | undefined;

function forgetCrashesWhenWell(): void {
  clearTimeout(wellTimer);
  if (state.crashes.inARow === 0) return;
  wellTimer = setTimeout(() => change(wellAgain(state, Date.now())), wellAfterMs + 1_000);
}

/** Snapshots come four times a second while photos are sent; storing every one is not needed. */
const rememberEveryMs = 10_000;
let rememberedMs = 0;

function rememberSometimes(): void {
  if (state.snapshot === null || Math.abs(state.snapshot.atMs - rememberedMs) < rememberEveryMs) return;
  rememberedMs = state.snapshot.atMs;
  remember(state.snapshot, state.account);
}

/** Subscribes first and asks afterwards, so that no event is missed in between. */
export async function startEngineStore(): Promise<void> {
  on('snapshot.changed', (payload) => apply({ name: 'snapshot.changed', payload }));
  on('library.changed', (payload) => apply({ name: 'library.changed', payload }));
  on('account.changed', (payload) => apply({ name: 'account.changed', payload }));
  on('settings.changed', (payload) => apply({ name: 'settings.changed', payload }));
  on('engine.state', (payload) => {
    apply({ name: 'engine.state', payload, nowMs: Date.now() });
    forgetCrashesWhenWell();
    if (payload.state === 'running') void refreshSnapshot();
  });
  void refreshSnapshot();
  const [settings, account] = await Promise.all([invoke('settings.get'), invoke('account.get')]);
  if (settings.ok) apply({ name: 'settings.changed', payload: settings.value });
  if (account.ok) apply({ name: 'account.changed', payload: account.value });
  if (state.snapshot === null && state.lastKnown === null) change({ ...state, lastKnown: recall(state.account) });
  addEventListener('pagehide', () => {
    if (state.snapshot !== null) remember(state.snapshot, state.account);
  });
  // The window does not wait for the engine's first snapshot.
  change({ ...state, ready: true });
}

async function refreshSnapshot(): Promise<void> {
  const answer = await invoke('snapshot.get');
  if (!answer.ok) return;
  apply({ name: 'snapshot.changed', payload: answer.value });
  if (state.engine.state === 'starting') change({ ...state, engine: { state: 'running', code: null } });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Re-renders only when the value that `select` returns changes. */
export function useEngine<T>(select: (state: EngineView) => T): T {
  return useSyncExternalStore(subscribe, () => select(state));
}
