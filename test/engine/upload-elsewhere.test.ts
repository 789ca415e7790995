// Where somebody else takes the bytes, or sends them on: told by its own sentence with its host, tried less and less
// often, and over by itself.
import { expect, test } from 'vitest';
import type { FaultOrder } from '../../main/emulator/faults/faults.ts';
import { allOf } from '../../main/engine/testing/fault-run.ts';
import { attemptsOf } from '../../main/engine/testing/fault-run.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { runsOfTests, templateOfFile } from '../../main/engine/testing/template-of-file.ts';

const template = templateOfFile(imagingOfFile());
const begin = runsOfTests();

const page: FaultOrder = { method: 'upload', answer: 'html', times: null };
const on = (to: string, status = 302): FaultOrder => ({ method: 'upload', redirect: { status, to }, times: null });

test.each<[string, FaultOrder, object]>([
  ['another host', on('https://portal.example/login?sid=secret'), { kind: 'redirected', to: 'portal.example' }],
  ['itself', on('self', 308), { kind: 'redirected', how: 'loop' }],
  ['another page', on('/elsewhere', 301), { kind: 'redirected', how: 'moved' }],
  ['a page of somebody', page, { kind: 'strange_upload', heard: 'text/html: 200 OK 200 OK nginx' }],
])(
  'bytes that meet %s: told, asked for less and less often, no attempt lost, and over when it is',
  async (_, fault, told) => {
    const run = await begin(template, { faults: [fault] });
    // Told again and again with a longer wait, until it is no hiccup any more.
    await expect
      .poll(run.status)
      .toMatchObject({ kind: 'account', trouble: { ...told, tries: 6, host: new URL(run.emulator.address).host } });
    expect(JSON.stringify(await run.status())).not.toMatch(/secret|apiToken|photoIds/u);
    // One try, and of those lanes that were under way with it, in each rest: no storm.
    expect(run.calls('upload')).toBeLessThan(6 * 2 + 2);
    expect(Math.max(...(await attemptsOf(run)))).toBe(0);
    run.emulator.clearFaults();
    // A call that met the fault just before it ended is told after the first try.
    await expect.poll(async () => (await run.engine.calls['sync.retry'](undefined), run.decided())).toBe('decided');
    expect(run.there()).toEqual(allOf(template));
    await run.close();
  },
);

test('a redirect that is over after a moment needs nobody', async () => {
  const run = await begin(template, { faults: [{ ...on('self'), times: 2 }] });
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(allOf(template));
  await run.close();
});
