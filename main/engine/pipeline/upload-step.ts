// The lanes: each sends the bytes of one photo (or of a few, where that is chosen) and frees itself before the commit.
import type { PipelineStep } from './pipeline-step.ts';
import type { UploadTrouble } from '../sending/account-state.ts';
import type { PlacementWork } from '../db/placement-work.ts';
import { fillPlaceholder, type OkApi } from '../../ok/api.ts';
import type { PipelineContext } from './context.ts';
import { isUnreached, type StepOutcome } from './outcome.ts';
import { contentTypeOf, uploadPhoto, type UploadPhoto } from './upload.ts';
import { copyPath } from './convert-step.ts';
import { bytesToSend } from '../sending/bytes-to-send.ts';
import { applyFailure, mayRun, takeReady, recordResult } from './failed-steps.ts';
import { openUploadAddresses } from './upload-addresses.ts';
import { openBatchedWrites } from './batched-writes.ts';

export function uploadStep(context: PipelineContext): PipelineStep<PlacementWork[]> {
  const { tables, secrets, clock, transferProgress, breakers } = context;
  const addresses = openUploadAddresses(context);
  const writes = openBatchedWrites(tables, clock);
  /** Of a POST of several one was to blame, and which was not said: they go again, each alone. */
  const alone = new Set<number>();

  /** Nobody is there to take the bytes; the photo has nothing to do with it and loses no attempt. */
  function giveBack(post: readonly PlacementWork[]): void {
    tables.together(() => {
      for (const work of post) tables.placements.applyIfAllowed(work.placementId, 'reservation_lost');
    });
  }

  function photoOf(work: PlacementWork): UploadPhoto | null {
    // Of what is to be sent as a copy, the file itself is never sent.
    if (work.conversionPlan !== null && work.sent === null) return null;
    const place = work.sent === null ? context.placeOf(work) : copyPath(context, work.placementId);
    if (place === null || work.remotePhotoId === null) return null;
    return {
      photoId: work.remotePhotoId,
      path: place,
      sizeBytes: bytesToSend(work),
      mtimeNs: work.sent === null ? work.mtimeNs : null,
      inspected:
        work.sent === null ? { ctimeNs: work.ctimeNs ?? 0n, inode: work.inode ?? 0n, sha256: work.sha256 } : null,
      contentType: contentTypeOf(work.sent?.format ?? work.format),
    };
  }

  /** One POST, shown as a lane while it lasts. */
  async function send(
    remote: OkApi,
    url: string,
    post: readonly PlacementWork[],
    photos: readonly UploadPhoto[],
    signal: AbortSignal,
  ): Promise<StepOutcome<(string | null)[]>> {
    for (const { placementId } of post) transferProgress.sentAgain(placementId);
    const total = post.reduce((sum, work) => sum + bytesToSend(work), 0);
    const lane = transferProgress.beginSending(post[0] as PlacementWork, total);
    try {
      const address = fillPlaceholder(
        url,
        photos.map((photo) => photo.photoId),
      );
      const outcome = await uploadPhoto(remote, address, photos, (bytes) => lane.sent(bytes), signal);
      if (outcome.kind === 'moved') {
        lane.sent(total);
        for (const work of post) transferProgress.arrived(work.placementId, bytesToSend(work));
      }
      return outcome;
    } finally {
      lane.end();
    }
  }

  /** Lost in a crash, it costs sending the same bytes to the same address again: nothing is visible before the commit. */
  async function writeDown(
    post: readonly PlacementWork[],
    tokens: readonly (string | null)[],
    signal: AbortSignal,
  ): Promise<void> {
    const written = writes.soon(() => {
      for (const [index, work] of post.entries()) {
        const token = tokens[index] ?? null;
        if (token === null) alone.add(work.placementId);
        else {
          alone.delete(work.placementId);
          tables.placements.applyIfAllowed(work.placementId, 'uploaded', { tokenSealed: secrets.seal(token) });
        }
      }
    });
    // Nobody else is about to arrive, or nobody waits any longer.
    if (signal.aborted || transferProgress.sendingLanes() === 0) writes.now();
    else signal.addEventListener('abort', () => writes.now(), { once: true });
    await written;
  }

  return {
    name: 'upload',
    space: 'placement',
    capacity: () => (mayRun(context) ? breakers.upload.capacity(context.lanes()) : 0),
    take(limit, isBusy) {
      const ready = takeReady(
        context,
        'upload',
        limit * context.photosPerPost,
        isBusy,
        (context.lanes() + writes.waiting()) * context.photosPerPost,
      );
      if (context.photosPerPost === 1) return ready.map((work) => [work]);
      const posts: PlacementWork[][] = [];
      for (const work of ready) {
        const post = alone.has(work.placementId)
          ? undefined
          : posts.find(
              ([first, ...others]) =>
                first?.reservationId === work.reservationId &&
                !alone.has(first.placementId) &&
                others.length + 1 < context.photosPerPost,
            );
        if (post !== undefined) post.push(work);
        else posts.push([work]);
      }
      return posts.slice(0, limit);
    },
    keys: (post) => post.map((work) => work.placementId),
    async run(post, signal, releaseSlot) {
      const remote = context.remote();
      const [first] = post;
      if (remote === null || first === undefined) return;
      if (addresses.isGone(first.reservationId)) {
        giveBack(post);
        return;
      }
      const url = addresses.of(first.reservationId);
      const photos = post.map(photoOf);
      if (url === null || photos.some((photo) => photo === null)) {
        await applyFailure(context, post, { kind: 'again', from: 'reserve' });
        return;
      }
      const outcome = await send(remote, url, post, photos as UploadPhoto[], signal);
      if (outcome.kind === 'account' && isUnreached(outcome.trouble)) {
        // The network may be away, or only this address: the service knows.
        if ((await context.account.checkNetwork()) === 'offline') return;
        const wasGone = addresses.isGone(first.reservationId);
        // Reserving anew helps where the service has moved; where it has not, it must not be done without end.
        if (!wasGone && addresses.unreached(url)) breakers.upload.recordFailure();
        if (addresses.isGone(first.reservationId)) giveBack(post);
        return;
      }
      const strange = strangeAt(url, outcome);
      if (strange !== null) {
        // The same page may come from the network itself, in place of everything: then it says nothing about this address.
        if (strange.kind === 'strange_upload' && (await context.account.checkNetwork()) === 'offline') return;
        context.account.reportUpload(strange);
        addresses.giveUp(url);
        giveBack(post);
        return;
      }
      addresses.answered(url);
      context.account.uploadAnswered();
      recordResult(breakers.upload, outcome);
      if (outcome.kind === 'moved') {
        releaseSlot();
        await writeDown(post, outcome.value, signal);
        return;
      }
      if (post.length > 1 && (outcome.kind === 'held' || outcome.kind === 'again')) {
        for (const work of post) alone.add(work.placementId);
        return;
      }
      if (outcome.kind === 'again' && outcome.from === 'inspect' && first.sent !== null) {
        // Our own copy is not what it was: it is made anew, nothing is said against the person's file.
        for (const work of post) tables.placements.copyLost(work.placementId);
        await applyFailure(context, post, { kind: 'again', from: 'reserve' });
        return;
      }
      await applyFailure(context, post, outcome);
    },
  };
}

/** Somebody answers at the address that the service gave, and it is not the service. null: nothing of that kind. */
function strangeAt(url: string, outcome: StepOutcome<unknown>): UploadTrouble | null {
  if (outcome.kind !== 'account') return null;
  const { trouble } = outcome;
  if (trouble.who === 'redirected') {
    const { host, to, how } = trouble;
    return { kind: 'redirected', host, to, how };
  }
  if (trouble.who !== 'service' || trouble.kind !== 'not_ok') return null;
  return { kind: 'strange_upload', host: new URL(url).host, heard: trouble.excerpt ?? null };
}
