// Hostile input from the page to every call of the bridge is refused with a code and changes nothing.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import fc from 'fast-check';
import { errorCode } from '../../shared/errors.ts';
import { calls, type CallName } from '../../shared/ipc.ts';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, goInside, photosThere } from './person.ts';

/** What code inside the page sees; only for functions that Playwright carries over. */
declare const okPhotoSync: {
  invoke(name: string, input?: unknown): Promise<{ ok: boolean; error?: { code: string; subject: string | null } }>;
};

const names = Object.keys(calls) as CallName[];

let base: string;
let launched: LaunchedApp;
let page: Page;

test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-hostile-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo'] });
  ({ page } = launched);
  await goInside(page);
  await makeLibrary(join(base, 'photos'), 3);
  const target = { kind: 'new', title: 'Ours', privacy: 'private' };
  await ask(page, 'folders.add', { path: join(base, 'photos'), target, rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(3);
});
test.afterAll(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/** All that a call of the table could change. */
async function everything(): Promise<unknown> {
  const list = { shown: null, search: '', folderId: null, after: null, limit: 100 };
  const { counts, problems, folders } = (await ask(page, 'snapshot.get')) as Record<string, unknown>;
  const { photos, albums } = await arrived(page);
  return {
    settings: await ask(page, 'settings.get'),
    file: await readFile(join(base, 'data', 'settings.json'), 'utf8'),
    account: await ask(page, 'account.get'),
    photos: await ask(page, 'photos.page', list),
    folders: await ask(page, 'folders.list'),
    albums: await ask(page, 'albums.list'),
    counts: { counts, problems, folders },
    service: { photos, albums },
    windows: launched.app.windows().length,
  };
}

interface Said {
  name: string;
  ok: boolean;
  code: string | undefined;
  subject: string | null | undefined;
}

/** Each input to its call, from the page, side by side. */
const say = (given: [CallName, unknown][]): Promise<Said[]> =>
  page.evaluate(
    (pairs) =>
      Promise.all(
        pairs.map(async ([name, input]) => {
          const { ok, error } = await okPhotoSync.invoke(name, input);
          return { name, ok, code: error?.code, subject: error?.subject };
        }),
      ),
    given,
  );

function expectRefused(said: readonly Said[]): void {
  for (const one of said) {
    expect(one).toMatchObject({ ok: false });
    expect(errorCode.safeParse(one.code).success).toBe(true);
    expect((one.subject ?? '').length).toBeLessThan(5_000);
  }
}

const odd = fc.constantFrom<unknown>(
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  -0,
  2 ** 53,
  '',
  '\0',
  '__proto__',
  '../../settings.json',
  'file:///etc/passwd',
  'x'.repeat(40_000),
  [],
  [[]],
  {},
  null,
  true,
  10n,
  new Date(0),
);
const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), odd, fc.dictionary(fc.string(), odd, { maxKeys: 4 }));

/**
 * One good input of each call of main that takes any; its fields are spoilt one by one. The engine's are in
 * hostile-calls.test.ts.
 */
const good: Partial<Record<CallName, Record<string, unknown>>> = {
  'account.signIn': { way: 'window' },
  'account.useToken': { token: 'x', secret: 'y' },
  'account.changeApplication': { id: '1', publicKey: 'CDEMOKEYBABABABA', redirect: 'http://localhost:43117/x' },
  'account.answerSamePerson': { isSame: true },
  'account.keepSignIn': { where: 'session' },
  'account.signOut': { endAccess: false },
  'settings.change': { lanes: 3, theme: 'dark', language: 'en' },
  'shell.showInFolder': { fileId: 1 },
  'shell.openOnOk': { albumId: 1 },
  'shell.copyLink': { fileId: 1 },
  'clipboard.keepImage': { bytes: new Uint8Array([1]) },
};

const isWrong = (name: CallName, input: unknown): boolean => !calls[name].input.safeParse(input).success;

test('random input to every call of the table is refused, and nothing is changed', async () => {
  test.setTimeout(120_000);
  const before = await everything();
  const inputs = fc.sample(anything, { seed: 7, numRuns: 60 });
  for (const name of names) {
    const given = inputs.filter((input) => isWrong(name, input)).map((input): [CallName, unknown] => [name, input]);
    expect(given.length).toBeGreaterThan(20);
    expectRefused(await say(given));
  }
  expect(await everything()).toEqual(before);
});

test('one wrong field in the input of any call of main is refused', async () => {
  const before = await everything();
  const values = fc.sample(anything, { seed: 8, numRuns: 60 });
  const takers = names.filter(
    (name) => calls[name].owner === 'main' && !calls[name].input.safeParse(undefined).success,
  );
  expect(Object.keys(good).sort()).toEqual(takers.sort());
  for (const name of takers) {
    const input = good[name] ?? {};
    expect(isWrong(name, input), name).toBe(false);
    const fields = [...Object.keys(input), 'another', 'constructor'];
    const given = values
      .map((value, at) => Object.fromEntries([...Object.entries(input), [fields[at % fields.length] ?? '', value]]))
      .filter((spoilt) => isWrong(name, spoilt));
    expect(given.length).toBeGreaterThan(20);
    expectRefused(await say(given.map((spoilt) => [name, spoilt])));
  }
  expect(await everything()).toEqual(before);
});

test('values that only a page can create, or that cannot be cloned, are refused, too', async () => {
  const before = await everything();
  const { answers, notCarried } = await page.evaluate(
    async (all) => {
      const loop: Record<string, unknown> = { fileId: 1 };
      loop['self'] = loop;
      const wide = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`field${at}`, at]));
      let deep: unknown = 1;
      for (let level = 0; level < 2_000; level += 1) deep = { deep };
      const trap = new Proxy(
        { fileId: 1 },
        {
          get: () => {
            throw new Error('trap');
          },
        },
      );
      const odds: unknown[] = [
        loop,
        wide,
        deep,
        trap,
        () => 1,
        Symbol('x'),
        document.body,
        new Map([['fileId', 1]]),
        new Set([1]),
        /x/u,
        new Error('x'),
        new Uint8Array(0),
        new Array(100_000),
        Object.create(null),
      ];
      const answers = [];
      let notCarried = 0;
      for (const name of all)
        for (const input of odds) {
          try {
            const { ok, error } = await okPhotoSync.invoke(name, input);
            answers.push({ name, ok, code: error?.code, subject: error?.subject });
          } catch {
            // The bridge itself does not carry it: nothing has left the page.
            notCarried += 1;
          }
        }
      return { answers, notCarried };
    },
    names.filter((name) => isWrong(name, {})),
  );
  expectRefused(answers);
  // Most of them do reach main.
  expect(answers.length).toBeGreaterThan(notCarried);
  expect(await everything()).toEqual(before);
});
