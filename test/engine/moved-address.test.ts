import { createServer, type Server } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startEmulator } from '../../main/emulator/start.ts';
import { allOf, type FaultRun } from '../../main/engine/testing/fault-run.ts';
import { imagingOfFile } from '../../main/engine/testing/shared-imaging.ts';
import { runsOfTests, templateOfFile } from '../../main/engine/testing/template-of-file.ts';

const template = templateOfFile(imagingOfFile());
const begin = runsOfTests();

/** What each photo has been through, and how many attempts it has used up. */
async function stories(run: FaultRun): Promise<{ events: string[]; attempts: number }[]> {
  return Promise.all(
    template.paths.map(async (_, index) => {
      const detail = await run.engine.calls['photos.get']({ fileId: index + 1 });
      if (!detail.ok) throw new Error(detail.error.code);
      return { events: detail.value.journal.map(({ event }) => event), attempts: detail.value.attempts };
    }),
  );
}

async function allReserved(run: FaultRun): Promise<void> {
  while (!(await stories(run)).every(({ events }) => events.at(-1) === 'reserved')) await sleep(5);
}

test('a service that moved to another address is asked for new upload addresses, and no photo loses an attempt', async () => {
  const state = await mkdtemp(join(tmpdir(), 'ok-moved-'));
  const run = await begin(template, {
    emulator: { state },
    faults: [{ method: 'upload', latencyMs: 60_000, times: null }],
  });
  await allReserved(run);
  await run.engine.close();
  await run.emulator.close();
  const moved = await startEmulator({ state });
  Object.assign(run.credentials, { apiAddress: moved.address });
  await run.restart();
  expect(await run.decided()).toBe('decided');
  expect(
    moved
      .ledger()
      .photos.map(({ sha256 }) => sha256)
      .sort(),
  ).toEqual(allOf(template));
  for (const { events, attempts } of await stories(run)) {
    expect(attempts).toBe(0);
    expect(events).toContain('reservation_lost');
    expect(events).not.toContain('attempt_failed');
  }
  await moved.close();
  await run.close();
  await rm(state, { recursive: true, force: true });
});

/** The service's own address, where the upload addresses it gives lead to nobody while `isDead`. */
async function withDeadUploads(apiAddress: string): Promise<{ server: Server; address: string; isDead: boolean }> {
  const nobody = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => nobody.once('listening', resolve));
  const dead = `http://127.0.0.1:${(nobody.address() as AddressInfo).port}/`;
  await new Promise((resolve) => nobody.close(resolve));
  const server = createServer((request, response) => {
    void (async () => {
      const body: Buffer[] = [];
      for await (const chunk of request) body.push(chunk as Buffer);
      const answer = await fetch(new URL(request.url ?? '', apiAddress), {
        method: 'POST',
        body: Buffer.concat(body),
        headers: { 'content-type': request.headers['content-type'] ?? '' },
      });
      const text = await answer.text();
      response.end(front.isDead ? text.replace(apiAddress, dead) : text);
    })();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const front = { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, isDead: true };
  return front;
}

test('where nobody ever takes the bytes, new addresses are asked for less and less often; then all goes on', async () => {
  const run = await begin(template, { faults: [{ method: '*', cut: 'before', times: null }] });
  const front = await withDeadUploads(run.emulator.address);
  Object.assign(run.credentials, { apiAddress: front.address });
  run.emulator.clearFaults();
  await run.restart();
  while (run.calls('photosV2.getUploadUrl') < 5) await sleep(5);
  await sleep(600);
  // Without a rest it would be hundreds.
  expect(run.calls('photosV2.getUploadUrl')).toBeLessThan(30);
  for (const { attempts } of await stories(run)) expect(attempts).toBe(0);
  expect(await run.problems()).toEqual([]);
  front.isDead = false;
  expect(await run.decided()).toBe('decided');
  expect(run.there()).toEqual(allOf(template));
  await run.close();
  front.server.close();
});
