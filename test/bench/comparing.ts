// What comparing an album costs, before the first photo of a library goes into it: the calls at the pace that the
// service gets, and the work on fingerprints. Previews are no calls of the API, and are left out.
import { photoBytes } from '../fixtures/make-photos.ts';
import { RemoteAlbumIndex } from '../../main/engine/matching/remote-album-index.ts';
import { OurTwins } from '../../main/engine/matching/our-twins.ts';
import { systemClock } from '../../main/engine/system-clock.ts';
import { openApiCalls } from '../../main/ok/api-calls.ts';
import { fillPlaceholder, okApiOf, openOkApi, type OkApi } from '../../main/ok/api.ts';
import { openCallSpacer, SERVICE_CALL_SPACING, withCallSpacing } from '../../main/ok/call-spacing.ts';
import { openUploads } from '../../main/ok/upload.ts';
import type { Account } from './emulator-process.ts';
import { stopwatch, type Stretch } from './stretch.ts';

const atOnce = 100;
const never = new AbortController().signal;
const silent = { warn: () => undefined };

const connectionOf = ({ address, applicationKey, accessToken, sessionSecretKey }: Account) => ({
  credentials: { apiAddress: address, applicationKey, accessToken, signingSecret: sessionSecretKey },
  clock: systemClock,
  userAgent: 'OK-Photo-Sync-bench',
});

/** An album with so many small photos; answers its id. */
export async function fillAlbum(account: Account, photos: number): Promise<string> {
  const remote = openOkApi({ ...connectionOf(account), log: silent });
  const bytes = await photoBytes({ width: 160, height: 120, seed: 1 });
  const album = must(await remote.createAlbum({ title: 'Compared', privacy: 'private' }, never));
  for (let from = 0; from < photos; from += atOnce)
    await publishSome(remote, album, bytes, Math.min(atOnce, photos - from));
  await remote.close();
  return album;
}

async function publishSome(remote: OkApi, album: string, bytes: Uint8Array, count: number): Promise<void> {
  const sizes = Array.from({ length: count }, () => bytes.length);
  const { photoIds, uploadUrl } = must(await remote.reserve({ albumRemoteId: album, sizes }, never));
  const body = new FormData();
  for (const [place] of photoIds.entries())
    body.append(`pic${place + 1}`, new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'photo.jpg');
  const answer = await fetch(fillPlaceholder(uploadUrl, photoIds), { method: 'POST', body });
  const { photos } = (await answer.json()) as { photos: Record<string, { token: string }> };
  const items = photoIds.map((photoId) => ({ photoId, token: photos[photoId]?.token ?? '' }));
  must(await remote.commit(items, never));
}

function must<T>(answer: { ok: true; value: T } | { ok: false }): T {
  if (!answer.ok) throw new Error('the emulator refused');
  return answer.value;
}

/** Lists the album as the engine does, at the pace that the service gets. */
export async function listPaced(account: Account, album: string): Promise<Stretch & { calls: number; photos: number }> {
  const connection = connectionOf(account);
  const plain = openApiCalls(connection);
  let calls = 0;
  const counted: typeof plain = {
    ...plain,
    call(method, params, schema, options) {
      calls += 1;
      return plain.call(method, params, schema, options);
    },
  };
  const remote = okApiOf({
    calls: withCallSpacing(counted, openCallSpacer(systemClock, SERVICE_CALL_SPACING)),
    uploads: openUploads({ ...connection, log: silent }),
    clock: systemClock,
    apiAddress: account.address,
  });
  const passed = stopwatch();
  const photos = must(await remote.albumPhotos({ remoteId: album, groupId: null }, { sinceMs: 0 }, never)).length;
  const stretch = passed();
  await remote.close();
  return { ...stretch, calls, photos };
}

/** So many photos of ours against so many there, all of one shape, each looking like nothing but its copy. */
export function match(photos: number): { index: Stretch; twins: Stretch; same: number } {
  const sides = { width: 4000, height: 3000 };
  const fingerprints = Array.from({ length: photos }, (_, number) => scattered(number));
  const index = new RemoteAlbumIndex(1, 0, () => false);
  for (const [number, fingerprint] of fingerprints.entries())
    index.add({ remoteId: String(number), ...sides, createdAtMs: 0, fingerprints: [fingerprint] });
  const indexed = stopwatch();
  let same = 0;
  for (const [number, fingerprint] of fingerprints.entries()) {
    const ours = { placementId: number, albumId: 1, photoId: number, sha256: '', ...sides, fingerprint };
    if (index.similarTo(ours, 5).same.length === 1) same += 1;
  }
  const indexStretch = indexed();
  const paired = stopwatch();
  const twins = new OurTwins();
  for (const [photoId, fingerprint] of fingerprints.entries()) twins.add({ photoId, fingerprint, ...sides });
  return { index: indexStretch, twins: paired(), same };
}

/** Numbers that differ from each other in about half of their bits; the same in every run. */
function scattered(number: number): string {
  let bits = BigInt(number) + 0x9e3779b97f4a7c15n;
  for (let round = 0; round < 3; round++) bits = BigInt.asUintN(64, (bits ^ (bits >> 29n)) * 0xbf58476d1ce4e5b9n);
  return bits.toString(16).padStart(16, '0');
}
