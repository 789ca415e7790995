// Sends events to the window's page. Keeps requests (`screen.wanted`, dropped files, …) until a page listens, and the
// state of an engine that is not running; other events are dropped while no page listens, because they go out of date.
import type { WebContents } from 'electron';
import { channelPrefix } from '../../../shared/channels.ts';
import type { EventName, EventPayload } from '../../../shared/ipc.ts';

export interface WindowEvents {
  send<E extends EventName>(name: E, payload: EventPayload<E>): void;
  /** A page was loaded and does not listen yet; null: the page is gone. */
  pageLoaded(contents: WebContents | null): void;
  /** Call it at each call of a page, with the id of its web contents: a page that calls has its listeners in place. */
  pageListens(contents: number): void;
}

/** Of each only the latest counts: a person who asked for two screens wants the second. Dropped files all count. */
const keptEvents: readonly EventName[] = ['screen.wanted', 'drop.wanted', 'explain.wanted'];

export function windowEvents(): WindowEvents {
  let page: WebContents | null = null;
  let isListening = false;
  const kept = new Map<EventName, unknown>();
  /** How the engine ended, until one runs again: a page that loads meanwhile gets no event about it. */
  let engineEnd: EngineState | null = null;

  return {
    send(name, payload) {
      if (name === 'engine.state') engineEnd = engineEndAfter(engineEnd, payload as EngineState);
      if (page && isListening) sendEvent(page, name, payload);
      else if (keptEvents.includes(name)) kept.set(name, merged(name, kept.get(name), payload));
    },
    pageLoaded(contents) {
      page = contents;
      isListening = false;
    },
    pageListens(contents) {
      if (isListening || page?.id !== contents) return;
      isListening = true;
      if (engineEnd !== null) sendEvent(page, 'engine.state', engineEnd);
      const requests = [...kept];
      kept.clear();
      for (const [name, payload] of requests) sendEvent(page, name, payload as EventPayload<typeof name>);
    },
  };
}

function sendEvent<E extends EventName>(contents: WebContents, name: E, payload: EventPayload<E>): void {
  if (!contents.isDestroyed()) contents.send(channelPrefix + name, payload);
}

type EngineState = EventPayload<'engine.state'>;

function engineEndAfter(before: EngineState | null, now: EngineState): EngineState | null {
  if (now.state === 'stopped' || now.state === 'failed') return now;
  return now.state === 'running' ? null : before;
}

function merged(name: EventName, before: unknown, now: unknown): unknown {
  if (name !== 'drop.wanted' || before === undefined) return now;
  const [first, second] = [before, now] as EventPayload<'drop.wanted'>[];
  return { paths: [...new Set([...(first?.paths ?? []), ...(second?.paths ?? [])])] };
}
