// Everything a person can get wrong before the first photo is sent, and what the program then says.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeLibrary } from '../../test/fixtures/make-photos.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { startCli } from './testing/run-cli.ts';
import { runMain } from './testing/run-main.ts';

let place: CliPlace;
beforeEach(async () => {
  place = await openCliPlace();
  await makeLibrary(place.folder, 1, { width: 160, height: 120 });
});
afterEach(() => place.close());

test('every folder that cannot be used is named, and nothing is begun', async () => {
  const inner = join(place.folder, 'inner');
  await mkdir(inner);
  const file = join(place.base, 'a file.txt');
  await writeFile(file, 'x');
  const given = [place.folder, `${place.folder}/.`, inner, file, join(place.base, 'not there')];
  const { status, stderr, stdout } = await runMain(['sync', ...given, '--data', place.data], place.env);
  expect(status).toBe(exitStatus.usage);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n')).toEqual([
    `This folder is given twice: ${place.folder}.`,
    `${inner} lies inside ${place.folder}. Give only one of them.`,
    `This is a file, a folder is needed: ${file}.`,
    `There is no such folder: ${join(place.base, 'not there')}.`,
  ]);
  expect(place.emulator.ledger().calls).toEqual([]);
});

test('a folder inside one that the library keeps already is refused with advice', async () => {
  const inner = join(place.folder, 'inner');
  await mkdir(inner);
  expect((await place.sync()).status).toBe(exitStatus.good);
  const { status, stderr } = await runMain(['sync', inner, '--data', place.data], place.env);
  expect(status).toBe(exitStatus.usage);
  expect(stderr).toContain(`${inner} lies inside ${place.folder}`);
});

test('a data folder that another program works in is left alone', async () => {
  const watching = startCli(['sync', place.folder, '--data', place.data, '--watch', '--json'], place.env);
  await new Promise<void>((resolve) => watching.child.stdout?.once('data', () => resolve()));
  const second = await place.sync();
  expect(second.status).toBe(exitStatus.usage);
  expect(second.stderr).toContain('A command in the terminal has the library open');
  expect(second.stderr).toContain(`${place.data} (PID ${watching.child.pid}, ${hostname()}, `);
  const status = await runMain(['status', '--data', place.data, '--json'], place.env);
  expect(status.objects[0]).toMatchObject({ running: true });
  watching.child.kill('SIGINT');
  expect((await watching.ended).status).toBe(exitStatus.interrupted);
});

test('an account that is not given, or given to a strange address, is wrong usage', async () => {
  const missing = await runMain(['sync', place.folder, '--data', place.data], { HOME: place.base });
  expect(missing.status).toBe(exitStatus.usage);
  expect(missing.stderr).toContain('login');
  const half = await runMain(['sync', place.folder, '--data', place.data], { HOME: place.base, OK_ACCESS_TOKEN: 'x' });
  expect(half.status).toBe(exitStatus.usage);
  expect(half.stderr).toContain('OK_APPLICATION_KEY, OK_SESSION_SECRET_KEY');
  const open = await runMain(['sync', place.folder, '--data', place.data], {
    ...place.env,
    OK_API_URL: 'http://user:pass@photos.example/?access_token=abc',
  });
  expect(open.status).toBe(exitStatus.usage);
  expect(open.stderr).not.toMatch(/pass|abc/u);
});

test.each([
  ['a token that is not valid', { OK_ACCESS_TOKEN: 'wrong' }, 'OK_ACCESS_TOKEN'],
  ['a secret that does not fit', { OK_SESSION_SECRET_KEY: 'wrong' }, 'OK_SESSION_SECRET_KEY'],
  ['an application that does not exist', { OK_APPLICATION_KEY: 'WRONG' }, 'OK_APPLICATION_KEY'],
])('%s ends with the account’s status and says what to do', async (_name, wrong, advice) => {
  const run = await runMain(['sync', place.folder, '--data', place.data, '--json'], { ...place.env, ...wrong });
  expect(run.status).toBe(exitStatus.account);
  expect(run.stderr).toContain(advice);
  expect(run.objects.at(-1)).toMatchObject({ type: 'summary', done: 0 });
  expect(place.emulator.ledger().photos).toEqual([]);
});

test('a missing right ends with the account’s status and its name', async () => {
  place.emulator.tokens({ action: 'rights', rights: ['VALUABLE_ACCESS'] });
  const run = await place.sync();
  expect(run.status).toBe(exitStatus.account);
  expect(run.stderr).toContain('PHOTO_CONTENT');
});

test('the application’s secret does as well as the session’s', async () => {
  const { OK_SESSION_SECRET_KEY: _none, ...env } = place.env;
  const run = await runMain(['sync', place.folder, '--data', place.data], {
    ...env,
    OK_APPLICATION_SECRET_KEY: place.emulator.applicationSecretKey,
  });
  expect(run.status).toBe(exitStatus.good);
});

test('an address where no OK server answers is said to be one', async () => {
  const server = createServer((_request, reply) => reply.end('<html>Welcome to our hotel</html>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const run = await runMain(['sync', place.folder, '--data', place.data], { ...place.env, OK_API_URL: address });
  expect(run.status).toBe(exitStatus.account);
  expect(run.stderr).toContain(address);
  await new Promise((resolve) => server.close(resolve));
});

test('an address where nobody answers does not hold the terminal for ever', async () => {
  const run = await runMain(['sync', place.folder, '--data', place.data, '--patience', '1'], {
    ...place.env,
    OK_API_URL: 'http://127.0.0.1:1/',
  });
  expect(run.status).toBe(exitStatus.account);
  expect(run.stderr).toContain('http://127.0.0.1:1/');
});

test('another person’s account is not filled with this library’s photos', async () => {
  expect((await place.sync()).status).toBe(exitStatus.good);
  const other = await openCliPlace({ person: { uid: '999000111' } });
  const run = await runMain(['sync', place.folder, '--data', place.data], other.env);
  expect(run.status).toBe(exitStatus.account);
  expect(other.emulator.ledger().photos).toEqual([]);
  await other.close();
});
