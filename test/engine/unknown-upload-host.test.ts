// OK names an upload address on a host that nobody knows: told by its name, nothing sent there, and over when the
// person allows it or OK names its own again.
import { expect, test } from 'vitest';
import { allOf } from '../../main/engine/testing/fault-run.ts';
import { attemptsOf } from '../../main/engine/testing/fault-run.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { runsOfTests, templateOfFile } from '../../main/engine/testing/template-of-file.ts';

const template = templateOfFile(imagingOfFile());
const begin = runsOfTests();

const elsewhere = (scheme: 'http' | 'https', host: string) => ({
  emulator: { switches: { uploadAddress: { scheme, host } } },
});

test('an unknown host is named with its scheme, costs no attempt, makes no storm, and ends by itself', async () => {
  const lines: string[] = [];
  const note = (event: string, facts?: object): void => void lines.push(`${event} ${JSON.stringify(facts)}`);
  const run = await begin(template, {
    ...elsewhere('http', 'photos.new-cdn.example'),
    engine: { log: { info: note, warn: note, error: note } },
  });
  await expect.poll(run.status).toMatchObject({
    kind: 'account',
    trouble: { kind: 'upload_host', scheme: 'http', host: 'photos.new-cdn.example', tries: 4 },
  });
  expect(run.calls('photosV2.getUploadUrl')).toBeLessThan(10);
  expect(run.calls('upload')).toBe(0);
  expect(Math.max(...(await attemptsOf(run)))).toBe(0);
  expect(lines.join('\n')).toContain('photos.new-cdn.example');
  expect(lines.join('\n')).not.toMatch(/apiToken|photoIds/u);
  run.emulator.set({ uploadAddress: null });
  await expect.poll(async () => (await run.engine.calls['sync.retry'](undefined), run.decided())).toBe('decided');
  expect(run.there()).toEqual(allOf(template));
  await run.close();
});

test('an allowed host is tried at once, by https; allowed for good it stays allowed, until it is taken back', async () => {
  // Nobody answers there, so the trouble after it is another one.
  const run = await begin(template, elsewhere('http', 'nobody.invalid'));
  const host = 'nobody.invalid';
  const trouble = async (): Promise<unknown> => {
    const status = await run.status();
    return status.kind === 'account' ? status.trouble.kind : status.kind;
  };
  await expect.poll(trouble).toBe('upload_host');
  await run.engine.calls['sync.allowUploadHost']({ host, always: true });
  const hosts = async (): Promise<unknown> => {
    const answer = await run.engine.calls['snapshot.get'](undefined);
    return answer.ok ? answer.value.uploadHosts : null;
  };
  expect(await hosts()).toEqual([host]);
  await expect.poll(async () => run.calls('photosV2.getUploadUrl')).toBeGreaterThan(1);
  await expect.poll(trouble).not.toBe('upload_host');
  await run.restart();
  expect(await hosts()).toEqual([host]);
  await run.engine.calls['sync.forgetUploadHost']({ host });
  expect(await hosts()).toEqual([]);
  await expect.poll(trouble).toBe('upload_host');
  expect(run.there()).toEqual([]);
  run.emulator.set({ uploadAddress: null });
  await expect.poll(async () => (await run.engine.calls['sync.retry'](undefined), run.decided())).toBe('decided');
  expect(run.there()).toEqual(allOf(template));
  await run.close();
});

test('a host that was allowed once is asked about again after a restart', async () => {
  const run = await begin(template, elsewhere('https', 'once.invalid'));
  await run.engine.calls['sync.allowUploadHost']({ host: 'once.invalid', always: false });
  await run.restart();
  await expect.poll(run.status).toMatchObject({ kind: 'account', trouble: { kind: 'upload_host' } });
  await run.close();
});
