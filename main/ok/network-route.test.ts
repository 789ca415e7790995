// The service over a real proxy: calls and bytes go through its tunnels; a proxy that refuses counts as no network.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePhoto } from '../../test/fixtures/make-photos.ts';
import { startEmulator, type Emulator } from '../emulator/start.ts';
import { fileToSend } from '../engine/pipeline/file-to-send.ts';
import { systemClock } from '../engine/system-clock.ts';
import { fetchPicture } from './picture.ts';
import { fillPlaceholder, openOkApi, type RemoteAnswer, type OkApi } from './api.ts';
import { isProxyAddress, openNetworkRoute, proxyOfEnvironment, type NetworkRoute } from './network-route.ts';
import { rememberingLog } from './testing/answering-server.ts';
import { startConnectProxy, type ConnectProxy } from './testing/connect-proxy.ts';
import { startSocksProxy } from './testing/socks-proxy.ts';

let emulator: Emulator;
let proxy: ConnectProxy;
let route: NetworkRoute;
let remote: OkApi;
let folder: string;
const signal = new AbortController().signal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'route-'));
  emulator = await startEmulator();
  proxy = await startConnectProxy();
  go(proxy.address);
});
afterEach(async () => {
  await remote.close();
  await route.close();
  await proxy.close();
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

function go(through: string | null): void {
  route = openNetworkRoute(through);
  const credentials = {
    apiAddress: emulator.address,
    applicationKey: emulator.applicationKey,
    accessToken: emulator.accessToken,
    signingSecret: emulator.sessionSecretKey,
  };
  remote = openOkApi({ credentials, log: rememberingLog(), clock: systemClock, userAgent: 'test', ...route.through });
}

function value<T>(answer: RemoteAnswer<T>): T {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
}

test('a photo is reserved, sent and published through the proxy, byte for byte, and its preview fetched', async () => {
  const photo = await makePhoto({ path: join(folder, 'a.jpg'), width: 900, height: 600, seed: 1 });
  const reserved = value(await remote.reserve({ albumRemoteId: null, sizes: [photo.sizeBytes] }, signal));
  const uploadUrl = fillPlaceholder(reserved.uploadUrl, reserved.photoIds);
  const part = { path: photo.path, sizeBytes: photo.sizeBytes, contentType: 'image/jpeg' };
  const { tokens } = value(await remote.upload({ uploadUrl, parts: [fileToSend(part)] }, signal));
  const photoId = reserved.photoIds[0] ?? '';
  const [result] = value(await remote.commit([{ photoId, token: tokens.get(photoId) ?? '' }], signal));
  expect(result?.status).toBe('committed');
  const arrived = emulator.ledger().photos.map((one) => one.sha256);
  expect(arrived).toEqual([
    createHash('sha256')
      .update(await readFile(photo.path))
      .digest('hex'),
  ]);
  const calls = proxy.asked.length;
  expect(new Set(proxy.asked)).toEqual(new Set([new URL(emulator.address).host]));
  const assigned = result?.status === 'committed' ? result.assignedId : '';
  // Closed first: the tunnel that stands would carry it, too.
  await remote.close();
  await route.close();
  go(proxy.address);
  const picture = await fetchPicture(
    `${emulator.address}photo/${assigned}`,
    emulator.address,
    signal,
    route.through.dispatcher,
  );
  expect(picture.kind).toBe('picture');
  expect(proxy.asked.length).toBe(calls + 1);
});

test('calls go through a SOCKS5 proxy, too', async () => {
  const socks = await startSocksProxy();
  await remote.close();
  await route.close();
  go(socks.address);
  expect(value(await remote.currentUser(signal))).toBeTruthy();
  expect(new Set(socks.asked)).toEqual(new Set([new URL(emulator.address).host]));
  await socks.close();
});

test('a proxy that refuses, or is not there, counts as offline: surely nothing was sent', async () => {
  proxy.refuse(407);
  expect(await remote.currentUser(signal)).toMatchObject({
    ok: false,
    trouble: { who: 'service', kind: 'offline' },
    mayHaveHappened: false,
  });
  await remote.close();
  await route.close();
  go('http://127.0.0.1:9');
  expect(await remote.currentUser(signal)).toMatchObject({ trouble: { who: 'service', kind: 'offline' } });
});

test('without a proxy address, or with an invalid one, calls go directly', async () => {
  for (const none of [null, '', 'proxy.example', 'ftp://proxy.example']) {
    expect(none === null || !isProxyAddress(none)).toBe(true);
    await remote.close();
    await route.close();
    go(none);
    value(await remote.currentUser(signal));
  }
  expect(proxy.asked).toEqual([]);
});

test('the terminal’s proxy is that of the environment, except for excluded hosts and this computer', () => {
  const api = 'https://api.ok.ru/';
  expect(proxyOfEnvironment(api, {})).toBeNull();
  expect(proxyOfEnvironment(api, { HTTPS_PROXY: 'http://proxy:3128' })).toBe('http://proxy:3128');
  expect(proxyOfEnvironment(api, { https_proxy: 'proxy:3128', HTTPS_PROXY: 'http://other:1' })).toBe(
    'http://proxy:3128',
  );
  expect(proxyOfEnvironment(api, { http_proxy: 'http://proxy:1' })).toBeNull();
  expect(proxyOfEnvironment(api, { ALL_PROXY: 'socks5://proxy:1080' })).toBe('socks5://proxy:1080');
  expect(proxyOfEnvironment(api, { HTTPS_PROXY: 'nonsense://x' })).toBeNull();
  for (const no_proxy of ['ok.ru', '.ok.ru', '*.ok.ru', 'a.b, api.ok.ru:443', '*'])
    expect(proxyOfEnvironment(api, { HTTPS_PROXY: 'http://proxy:3128', no_proxy })).toBeNull();
  expect(proxyOfEnvironment(api, { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY: 'notok.ru' })).not.toBeNull();
  expect(proxyOfEnvironment('http://127.0.0.1:7800/', { HTTP_PROXY: 'http://proxy:3128' })).toBeNull();
});
