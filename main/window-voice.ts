// Tells the window events; keeps wishes for a window that is not there yet or not listening. Never keeps what gets old.
import type { WebContents } from 'electron';
import type { EventName, EventPayload } from '../shared/ipc.ts';
import { tellWindow } from './ipc/serve.ts';

export interface WindowVoice {
  tell<E extends EventName>(name: E, payload: EventPayload<E>): void;
  /** A page was loaded, or is gone (null); it listens to nothing yet. */
  attach(contents: WebContents | null): void;
  /** The attached page has made its first call: by then it listens. */
  listens(contents: number): void;
}

/** Of a wish only the latest counts: a person who asked for two screens wants the second. Dropped files are all meant. */
const kept: readonly EventName[] = ['screen.wanted', 'drop.wanted', 'explain.wanted'];

export function windowVoice(): WindowVoice {
  let page: WebContents | null = null;
  let listening = false;
  const waiting = new Map<EventName, unknown>();

  return {
    tell(name, payload) {
      if (page && listening) tellWindow(page, name, payload);
      else if (kept.includes(name)) waiting.set(name, together(name, waiting.get(name), payload));
    },
    attach(contents) {
      page = contents;
      listening = false;
    },
    listens(contents) {
      if (listening || page?.id !== contents) return;
      listening = true;
      const wishes = [...waiting];
      waiting.clear();
      for (const [name, payload] of wishes) tellWindow(page, name, payload as EventPayload<typeof name>);
    },
  };
}

function together(name: EventName, before: unknown, now: unknown): unknown {
  if (name !== 'drop.wanted' || before === undefined) return now;
  const [first, second] = [before, now] as EventPayload<'drop.wanted'>[];
  return { paths: [...new Set([...(first?.paths ?? []), ...(second?.paths ?? [])])] };
}
