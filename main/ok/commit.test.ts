// What a commit's answer says about each photo.
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../engine/system-clock.ts';
import { openOkApi, type OkApi } from './api.ts';
import { rememberingLog, startAnswering, type AnsweringServer } from './testing/answering-server.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function committing(answer: unknown): Promise<{ remote: OkApi; server: AnsweringServer }> {
  const server = await startAnswering(() => JSON.stringify(answer));
  const remote = openOkApi({
    credentials: { apiAddress: server.address, applicationKey: 'K', accessToken: 'T', signingSecret: 'S' },
    log: rememberingLog(),
    clock: systemClock,
    userAgent: 'test',
  });
  closing.push(
    () => remote.close(),
    () => server.close(),
  );
  return { remote, server };
}

const signal = new AbortController().signal;
const items = [
  { photoId: 'aB/c+d==', token: 'tOk/1+2==', comment: 'Дача, июль' },
  { photoId: 'b', token: 't2' },
];

test('all photos go in one call, as a JSON list, without empty comments', async () => {
  const { remote, server } = await committing({ photos: [] });
  await remote.commit([...items, { photoId: 'c', token: 't3', comment: '' }], signal);
  expect(JSON.parse(new URLSearchParams(String(server.asked[0]?.body)).get('photos') ?? '')).toEqual([
    { photo_id: 'aB/c+d==', token: 'tOk/1+2==', comment: 'Дача, июль' },
    { photo_id: 'b', token: 't2' },
    { photo_id: 'c', token: 't3' },
  ]);
});

test('each photo gets its own result, in our order whatever the service’s', async () => {
  const { remote } = await committing({
    photos: [
      { status: 'PHOTO_IMAGE_CORRUPTED', photo_id: 'b' },
      { assigned_photo_id: '900000000777', status: 'SUCCESS', photo_id: 'aB/c+d==', more: 1 },
    ],
    aid: '1',
  });
  expect(await remote.commit(items, signal)).toEqual({
    ok: true,
    value: [
      { photoId: 'aB/c+d==', status: 'committed', assignedId: '900000000777' },
      { photoId: 'b', status: 'refused', trouble: { who: 'file', refusal: 'corrupted', code: 504 } },
    ],
  });
});

test.each([
  ['that is not mentioned', { photos: [] }],
  ['without a permanent id', { photos: [{ photo_id: 'b', status: 'SUCCESS' }] }],
  ['that was there already', { photos: [{ photo_id: 'b', status: 'ALREADY_COMMITTED' }] }],
])('a photo %s is unclear, not done and not refused', async (_name, answer) => {
  const { remote } = await committing(answer);
  expect(await remote.commit(items.slice(1), signal)).toEqual({
    ok: true,
    value: [{ photoId: 'b', status: 'unclear' }],
  });
});

test.each([{ photos: null }, { photos: [{ photo_id: 7, status: 'SUCCESS' }] }, [], true])(
  '%j is malformed, and the photos may be there',
  async (answer) => {
    const { remote } = await committing(answer);
    expect(await remote.commit(items, signal)).toMatchObject({
      ok: false,
      trouble: { who: 'service', kind: 'malformed' },
      mayHaveHappened: true,
    });
  },
);
