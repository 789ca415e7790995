// Tells the window events; keeps wishes for a window that is not there yet or not listening, and that the engine is away. Never keeps what gets old.
import type { WebContents } from 'electron';
import type { EventName, EventPayload } from '../../../shared/ipc.ts';
import { tellWindow } from '../ipc/serve.ts';

export interface WindowEvents {
  send<E extends EventName>(name: E, payload: EventPayload<E>): void;
  /** A page was loaded, or is gone (null); it listens to nothing yet. */
  pageLoaded(contents: WebContents | null): void;
  /** The attached page has made its first call: by then it listens. */
  pageListens(contents: number): void;
}

/** Of a wish only the latest counts: a person who asked for two screens wants the second. Dropped files are all meant. */
const kept: readonly EventName[] = ['screen.wanted', 'drop.wanted', 'explain.wanted'];

export function windowEvents(): WindowEvents {
  let page: WebContents | null = null;
  let listening = false;
  const waiting = new Map<EventName, unknown>();
  /** How the engine ended, until one runs again: a page that begins meanwhile must not wait for a change to hear of it. */
  let ended: EventPayload<'engine.state'> | null = null;

  return {
    send(name, payload) {
      if (name === 'engine.state') ended = endedAfter(ended, payload as EventPayload<'engine.state'>);
      if (page && listening) tellWindow(page, name, payload);
      else if (kept.includes(name)) waiting.set(name, together(name, waiting.get(name), payload));
    },
    pageLoaded(contents) {
      page = contents;
      listening = false;
    },
    pageListens(contents) {
      if (listening || page?.id !== contents) return;
      listening = true;
      if (ended !== null) tellWindow(page, 'engine.state', ended);
      const wishes = [...waiting];
      waiting.clear();
      for (const [name, payload] of wishes) tellWindow(page, name, payload as EventPayload<typeof name>);
    },
  };
}

type EngineState = EventPayload<'engine.state'>;

function endedAfter(before: EngineState | null, now: EngineState): EngineState | null {
  if (now.state === 'stopped' || now.state === 'failed') return now;
  return now.state === 'running' ? null : before;
}

function together(name: EventName, before: unknown, now: unknown): unknown {
  if (name !== 'drop.wanted' || before === undefined) return now;
  const [first, second] = [before, now] as EventPayload<'drop.wanted'>[];
  return { paths: [...new Set([...(first?.paths ?? []), ...(second?.paths ?? [])])] };
}
