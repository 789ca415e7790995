// What a person does with the window: answer the system’s dialogs, drop files, ask the demo service what arrived.
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { expect, type ElectronApplication, type Page } from '@playwright/test';

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

/** From here on the system's dialogs for folders and photos are answered with this path, as if it had been chosen. */
export async function willPick(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, path);
}

/** Real files let go over an element: enter, over, drop, with a DataTransfer that holds them. */
export async function dropFiles(
  page: Page,
  paths: readonly string[],
  over: (page: Page) => ReturnType<Page['locator']>,
  { letGo = true } = {},
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
  if (letGo) await target.dispatchEvent('drop', { dataTransfer: held });
  else await target.dispatchEvent('dragenter', { dataTransfer: held });
}

export interface Arrived {
  assignedId: string;
  sha256: string;
  albumId: string | null;
  /** Taken away on the service's own pages afterwards. */
  deleted: boolean;
}

/** Where the demo service answers; another one after each start, so it is waited for. */
export async function serviceAddress(page: Page): Promise<string> {
  let address: string | null = null;
  await expect
    .poll(
      async () => {
        ({ webAddress: address } = (await ask(page, 'account.get')) as { webAddress: string | null });
        return address;
      },
      { message: 'the demo service has no address yet' },
    )
    .not.toBeNull();
  return address as unknown as string;
}

/** Everything that the demo service has published, from its own ledger. */
export async function arrived(page: Page): Promise<{ photos: Arrived[]; albums: { aid: string; title: string }[] }> {
  const answer = await fetch(new URL('__emulator/ledger', await serviceAddress(page)));
  return (await answer.json()) as { photos: Arrived[]; albums: { aid: string; title: string }[] };
}

export const sha256Of = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** How many photos the demo service has published; -1 while it cannot be asked, so that a poll goes on. */
export async function photosThere(page: Page): Promise<number> {
  try {
    return (await arrived(page)).photos.length;
  } catch {
    return -1;
  }
}

/** The word of the one status sentence; `none` while there is nobody to ask. */
export async function statusOf(page: Page): Promise<string> {
  try {
    const { status } = (await ask(page, 'snapshot.get')) as { status: { kind: string; why?: string } };
    return status.why === undefined ? status.kind : `${status.kind} ${status.why}`;
  } catch {
    return 'none';
  }
}

/** An order to the demo service's control address; null takes back what the address holds. */
export async function order(page: Page, what: string, body: object | null): Promise<void> {
  const answer = await fetch(
    new URL(`__emulator/${what}`, await serviceAddress(page)),
    body === null ? { method: 'DELETE' } : { method: 'POST', body: JSON.stringify(body) },
  );
  if (!answer.ok) throw new Error(`${what}: ${await answer.text()}`);
}

/** Every photo's bytes take a while, or no longer. */
export async function sendSlowly(page: Page, bytesPerSecond: number | null): Promise<void> {
  await order(page, 'faults', null);
  if (bytesPerSecond !== null)
    await order(page, 'faults', { method: 'upload', bandwidthIn: bytesPerSecond, times: null });
}

/** Past the first start of the demo account, in this language; the engine answers. */
export async function goInside(page: Page, language: 'ru' | 'en' = 'en'): Promise<void> {
  await page.getByRole('button', { name: /^(Later|Позже)$/u }).click();
  await ask(page, 'settings.change', { language });
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).not.toBe('none');
}

/** A click in the sidebar. */
export async function goTo(page: Page, name: string): Promise<void> {
  await page
    .locator('.side')
    .getByRole('button', { name: new RegExp(`^${name}`, 'u') })
    .first()
    .click();
}
