// What a person does with the window, as a test can do it: answer the system's dialogs, drop files, ask the demo service what arrived.
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { ElectronApplication, Page } from '@playwright/test';

/** What code inside the page sees; only for functions that Playwright carries over. */
declare const okPhotoSync: {
  invoke(name: string, input?: unknown): Promise<{ ok: boolean; value?: unknown; error?: { code: string } }>;
};

/** One call over the window's own bridge. Throws the code of a refusal. */
export async function ask(page: Page, name: string, input?: unknown): Promise<unknown> {
  const answer = await page.evaluate(([called, given]) => okPhotoSync.invoke(called, given), [name, input] as const);
  if (!answer.ok) throw new Error(`${name}: ${answer.error?.code}`);
  return answer.value;
}

/** The next folder dialog is answered with this path, as if it had been chosen. */
export async function willPickFolder(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Real files let go over an element: enter, over, drop, with a DataTransfer that holds them. */
export async function dropFiles(
  page: Page,
  paths: readonly string[],
  over: (page: Page) => ReturnType<Page['locator']>,
): Promise<void> {
  // Only an input can give the page real files; it is taken away again.
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.id = 'held-by-the-mouse';
    document.body.append(input);
  });
  await page.setInputFiles('#held-by-the-mouse', [...paths]);
  const held = await page.evaluateHandle(() => {
    const input = document.querySelector<HTMLInputElement>('#held-by-the-mouse');
    const transfer = new DataTransfer();
    for (const file of input?.files ?? []) transfer.items.add(file);
    input?.remove();
    return transfer;
  });
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: held });
  const target = over(page);
  await target.waitFor();
  await target.dispatchEvent('dragover', { dataTransfer: held });
  await target.dispatchEvent('drop', { dataTransfer: held });
}

export interface Arrived {
  sha256: string;
  albumId: string | null;
}

/** Everything that the demo service has published, from its own ledger. */
export async function arrived(page: Page): Promise<{ photos: Arrived[]; albums: { aid: string; title: string }[] }> {
  const account = (await ask(page, 'account.get')) as { webAddress: string };
  const answer = await fetch(new URL('__emulator/ledger', account.webAddress));
  return (await answer.json()) as { photos: Arrived[]; albums: { aid: string; title: string }[] };
}

export const sha256Of = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
