// The page's own bridge to the program, with answers as the page gets them: a refusal is an answer, too.
import type { Page } from '@playwright/test';

export interface Bridge {
  invoke(name: string, input?: unknown): Promise<{ ok: boolean; value?: unknown; error?: { code: string } }>;
  on(name: string, listener: (payload: unknown) => void): () => void;
}
/** What code inside the page sees; only for functions that Playwright carries over. */
declare const okPhotoSync: Bridge;

export function askBridge(page: Page, name: string, input?: unknown) {
  return page.evaluate(([name, input]) => okPhotoSync.invoke(name, input), [name, input] as const);
}

/** From here on `heard` in the page holds the payloads of this event. */
export function listen(page: Page, name: string) {
  return page.evaluate((name) => {
    const kept: unknown[] = [];
    Object.assign(globalThis, { heard: kept });
    okPhotoSync.on(name, (payload) => kept.push(payload));
  }, name);
}
