import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { en } from '../../shared/locales/en.ts';
import { ru } from '../../shared/locales/ru.ts';
import { statusSentence } from '../../shared/locales/status-sentence.ts';
import { translator } from '../../shared/locales/translate.ts';
import { allOf, beginRun, sideBySide, type FaultRun } from '../../main/engine/testing/fault-run.ts';
import {
  before,
  expected,
  faults,
  meaningOf,
  methods,
  signInEnd,
  type Fault,
  type Method,
  type FaultResult,
} from '../../main/engine/testing/fault-table.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { templateOfFile } from '../../main/engine/testing/template-of-file.ts';

const template = templateOfFile(imagingOfFile());

interface Observation {
  result: FaultResult;
  /** Of each photo. */
  states: string[];
  attempts: number;
  /** Key of the status sentence, which is there in both languages. */
  reads: string;
}

async function observe(run: FaultRun): Promise<Observation> {
  const snapshot = await run.engine.calls['snapshot.get'](undefined);
  if (!snapshot.ok) throw new Error(snapshot.error.code);
  const filter = { shown: null, search: '', folderId: null };
  const page = await run.engine.calls['photos.page']({ ...filter, after: null, limit: 100 });
  if (!page.ok) throw new Error(page.error.code);
  const details = await Promise.all(
    page.value.rows.map(async ({ fileId }) => run.engine.calls['photos.get']({ fileId })),
  );
  const [problem] = await run.problems();
  const { status, counts } = snapshot.value;
  const stopped = status.kind === 'account' ? status.trouble.kind : status.kind === 'offline' ? status.kind : null;
  const account = stopped === 'resting' ? 'rests' : (stopped as FaultResult | null);
  return {
    result: problem ?? account ?? (counts.done === template.shas.length ? 'goes_on' : 'waits'),
    states: details.map((detail) => (detail.ok ? String(detail.value.state) : detail.error.code)),
    attempts: Math.max(...details.map((detail) => (detail.ok ? detail.value.attempts : 0))),
    reads: statusSentence(snapshot.value, 'ru', translator('ru')).headline.key,
  };
}

/** The fault is over: what a person would do now, and nothing more. */
async function repair(run: FaultRun, result: FaultResult): Promise<void> {
  if (result === 'sign_in' || result === 'permission') run.engine.use(run.credentials);
  else if (result === 'rejected' || result === 'redirected' || result === 'strange_upload')
    // A call that met the fault just before it ended is told after the first try.
    for (let round = 0; round < 4; round += 1) {
      await run.engine.calls['sync.retry'](undefined);
      if ((await run.decided()) !== 'account') break;
    }
  for (let round = 0; round < 4; round += 1) {
    if ((await run.decided()) === 'unsettled') return;
    const groups = await run.engine.calls['problems.list'](undefined);
    if (!groups.ok || groups.value.length === 0) return;
    for (const { reason, albumId } of groups.value) {
      const action =
        reason === 'commit_unclear'
          ? 'it_is_there'
          : reason === 'album_gone'
            ? 'create_album'
            : reason === 'album_full'
              ? 'next_album'
              : reason === 'album_refused'
                ? 'try_again'
                : 'send_anyway';
      await run.engine.calls['problems.act']({ reason, albumId, action, target: null });
    }
  }
}

const watchMs = 300;

async function suffer(method: Method, name: string, fault: Fault): Promise<string[]> {
  const findings: string[] = [];
  const say = (what: string): unknown => findings.push(`${name}: ${what}`);
  const earlier = before[method];
  const run = await beginRun(template, {
    faults: [...(earlier === undefined ? [] : [earlier]), { ...fault, method, times: null }],
  });
  try {
    const result = expected(method, fault);
    const meaning = meaningOf(method, result);
    const isMeant = ({ result: seen, states, attempts, reads }: Observation): boolean =>
      seen === result &&
      states.every((state) => meaning.states.some((one) => one === state)) &&
      states.some((state) => meaning.stands.some((one) => one === state)) &&
      (meaning.attempts || attempts === 0) &&
      reads === meaning.reads;
    let last: Observation | null = null;
    // Between two attempts it is sent: what is meant is seen in the waits.
    await until(async () => run.calls(method) > 0 && isMeant((last = await observe(run))));
    if (last === null || !isMeant(last)) say(`seen ${JSON.stringify(last)}, expected ${result} and ${meaning.reads}`);
    const callsBefore = run.calls();
    const from = performance.now();
    await sleep(watchMs);
    // A busy machine sleeps longer than it was told to.
    const most = meaning.calls * Math.ceil((performance.now() - from) / watchMs);
    const calls = run.calls() - callsBefore;
    if (calls > most) say(`${calls} calls, no more than ${most} are meant`);
    const seen = (await observe(run)).result;
    run.emulator.clearFaults();
    // Between two attempts nothing is said of an address that leads elsewhere; a call that met it is told a moment
    // later.
    await repair(run, result === 'redirected' || result === 'strange_upload' ? result : seen);
    const end = await run.decided();
    if (end !== 'decided') say(`ends «${end}», ${JSON.stringify(await run.status())}`);
    const there = run.there();
    if (there.join() !== allOf(template).join()) say(`${there.length} there, ${JSON.stringify(await run.problems())}`);
    const albums = run.emulator.ledger().albums.filter(({ deleted }) => !deleted).length;
    if (albums !== 1 && seen !== 'album_gone' && seen !== 'album_full' && seen !== 'commit_unclear')
      say(`${albums} albums`);
  } finally {
    await run.close();
  }
  return findings;
}

/** Asks again and again, but not for ever: two minutes, because the machine may be busy. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 120_000;
  while (!(await isSo()) && performance.now() < end) await sleep(10);
}

test.each(methods)(
  'every fault of %s is seen for what it is, makes no storm, and leaves each photo there once',
  async (method) => {
    const findings = await sideBySide(Object.entries(faults), 12, ([name, fault]) => suffer(method, name, fault));
    expect(findings.flat()).toEqual([]);
  },
  600_000,
);

const words: Readonly<Record<string, string>> = {
  goes_on: 'goes on',
  sign_in: 'sign in',
  commit_unclear: 'unclear',
  album_gone: 'album gone',
  album_full: 'album full',
};
const wordOf = (result: FaultResult): string => words[result] ?? result.replaceAll('_', ' ');

function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: string[], fill: string): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0, fill)).join(' | ')} |`;
  const [head = [], ...more] = rows;
  const under = line(
    head.map(() => '-'),
    '-',
  );
  return [line(head, ' '), under, ...more.map((row) => line(row, ' '))].join('\n');
}

test('the document says the same', async () => {
  const all = Object.entries(faults).map(([name, fault]) => [
    name,
    ...methods.map((method) => wordOf(expected(method, fault))),
    signInEnd(fault).replaceAll('_', ' '),
  ]);
  const fileStats = new Map<string, string[]>();
  for (const method of methods)
    for (const fault of Object.values(faults)) {
      const result = expected(method, fault);
      const { stands, reads, waitsFor, attempts, calls } = meaningOf(method, result);
      const key = reads.replace('status.', '') as keyof typeof en.status;
      // Every photo error stands where the others stand.
      const word = stands[0] === 'held' && !result.startsWith('album_') ? 'a photo error, by its name' : wordOf(result);
      // Of several forms the one for many, and without the marks that make a number a button.
      const text = (of: unknown): string =>
        String(typeof of === 'string' ? of : Object.values(of as object).at(-1)).replaceAll(/<[^>]+>/gu, '');
      const said = `«${text(ru.status[key])}» / “${text(en.status[key])}”`;
      const rows = fileStats.get(word) ?? [word, '', waitsFor, said, attempts ? 'yes' : 'no', String(calls)];
      rows[1] = [...new Set([...(rows[1] === '' ? [] : (rows[1] ?? '').split(', ')), ...stands])].join(', ');
      fileStats.set(word, rows);
    }
  const document = `# Faults of the service

Written by \`test/engine/faults.test.ts\`, which makes the emulator do each of them at each call, holds the engine to what stands here, ends the
fault, and looks whether every photo then arrives once. What a person must do is in «waits for»; everything else goes on by itself.
«Signing in» is what the window tells while \`users.getCurrentUser\` has the fault (\`test/engine/sign-in-faults.test.ts\`).

${table([['fault', ...methods.map((method) => `\`${method}\``), 'signing in'], ...all])}

What the words mean. Calls are counted for 300 ms in which the fault lasts, with waits a hundredth of those in life.

${table([['', 'photos stand as', 'waits for', 'a person reads', 'attempts used', 'calls at most'], ...fileStats.values()])}
`;
  await expect(document).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/faults.md'));
});
