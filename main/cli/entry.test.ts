// The terminal program as a process: arguments, environment, streams and exit status reach the program and come back.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '../../test/fixtures/make-photos.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { expectOnceEach } from './testing/ledger.ts';
import { startCli } from './testing/run-cli.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
});
afterEach(() => place.close());

test('a folder is sent; stdout has only JSON lines, stderr what a person should know', async () => {
  const paths = await makeLibrary(place.folder, 2, { width: 160, height: 120 });
  const run = await startCli(['sync', place.folder, '--data', place.data, '--json'], place.env).ended;
  expect(run.status).toBe(exitStatus.good);
  expect(run.stdout.trimEnd().split('\n').length).toBe(run.objects.length);
  expect(run.objects.at(-1)).toMatchObject({ type: 'summary', done: 2 });
  expect(run.stderr).toContain('the place is removed from its photos');
  await expectOnceEach(place.emulator, paths);
});

test('wrong arguments end with their own status and say so on stderr, in the language of the environment', async () => {
  const run = await startCli(['snyc'], { LANG: 'ru_RU.UTF-8' }).ended;
  expect(run).toMatchObject({ status: exitStatus.usage, stdout: '' });
  expect(run.stderr).toContain('Команды «snyc» нет.');
});

test('a reader that closes stdout ends the run in order', async () => {
  await makeLibrary(place.folder, 6, { width: 160, height: 120, pictures: 2 });
  place.emulator.fail({ method: 'upload', times: null, latencyMs: 150 });
  const running = startCli(['sync', place.folder, '--data', place.data, '--json', '--lanes', '1'], place.env);
  running.child.stdout?.once('data', () => running.child.stdout?.destroy());
  const run = await running.ended;
  expect(run.status).toBe(exitStatus.interrupted);
  expect(run.stderr).toContain('Everything is kept');
});
