// Sends the bytes: each upload is one photo (or a few, where that is chosen), and frees its slot before the commit.
import { chosenCaption } from '../../../shared/chosen-caption.ts';
import { formatFacts, imageFormats } from '../../../shared/image-formats.ts';
import type { PlacementWork } from '../db/placement-work.ts';
import { fillPlaceholder, type OkApi } from '../../ok/api.ts';
import type { UploadTrouble } from '../sending/account-state.ts';
import { bytesToSend } from '../sending/bytes-to-send.ts';
import { openBatchedWrites, type BatchedWrites } from './batched-writes.ts';
import type { PipelineContext } from './context.ts';
import { copyPath } from './converted-copy.ts';
import { applyFailure, mayRun, recordResult, takeReady, type AskingStepContext } from './failed-steps.ts';
import { fileToSend, type FileToSend } from './file-to-send.ts';
import { isUnreached, outcomeOf, type StepOutcome } from './outcome.ts';
import type { PipelineStep } from './pipeline-step.ts';
import { openUploadAddresses, type UploadAddresses } from './upload-addresses.ts';

export type UploadContext = AskingStepContext &
  Pick<
    PipelineContext,
    'limits' | 'secrets' | 'breakers' | 'transferProgress' | 'lanes' | 'photosPerPost' | 'pathOf' | 'copiesFolder'
  >;

type Post = readonly PlacementWork[];
type Tokens = (string | null)[];

export function uploadStep(context: UploadContext): PipelineStep<PlacementWork[]> {
  return new UploadStep(context);
}

class UploadStep implements PipelineStep<PlacementWork[]> {
  readonly name = 'upload';
  readonly space = 'placement';
  readonly #context: UploadContext;
  readonly #addresses: UploadAddresses;
  readonly #writes: BatchedWrites;
  /** A POST of several failed because of one of them, and the answer did not say which: each is sent again alone. */
  readonly #alone = new Set<number>();

  constructor(context: UploadContext) {
    this.#context = context;
    this.#addresses = openUploadAddresses(context);
    this.#writes = openBatchedWrites(context.tables, context.clock);
  }

  capacity(): number {
    const { breakers, lanes } = this.#context;
    return mayRun(this.#context) ? breakers.upload.capacity(lanes()) : 0;
  }

  take(limit: number, isBusy: (key: number) => boolean): PlacementWork[][] {
    const { photosPerPost, lanes } = this.#context;
    const running = (lanes() + this.#writes.waiting()) * photosPerPost;
    const ready = takeReady(this.#context, 'upload', limit * photosPerPost, isBusy, running);
    return groupedInPosts(ready, photosPerPost, (work) => this.#goesAlone(work)).slice(0, limit);
  }

  /** The answer to a POST of several names ids and tokens; that they are paired as the parts were is a guess. */
  #goesAlone({ placementId }: PlacementWork): boolean {
    if (this.#alone.has(placementId)) return true;
    const { tables, limits } = this.#context;
    return chosenCaption(tables.placements.captionOf(placementId), limits().maxCaptionLength) !== '';
  }

  keys(post: Post): number[] {
    return post.map((work) => work.placementId);
  }

  async run(post: PlacementWork[], signal: AbortSignal, releaseSlot: () => void): Promise<void> {
    const remote = this.#context.remote();
    const [first] = post;
    if (remote === null || first === undefined) return;
    if (this.#addresses.isGone(first.reservationId)) {
      this.#giveBack(post);
      return;
    }
    const url = this.#addresses.of(first.reservationId);
    const photos = post.map((work) => photoOf(this.#context, work));
    if (url === null || photos.some((photo) => photo === null)) {
      await applyFailure(this.#context, post, { kind: 'again', from: 'reserve' });
      return;
    }
    const outcome = await this.#send(remote, url, post, photos as UploadPhoto[], signal);
    if (await this.#isAboutAddress(url, post, outcome)) return;
    this.#addresses.answered(url);
    this.#context.account.uploadAnswered();
    recordResult(this.#context.breakers.upload, outcome);
    if (outcome.kind === 'moved') {
      releaseSlot();
      await this.#keepTokens(post, outcome.value, signal);
    } else await this.#applyFailure(post, outcome);
  }

  /** Shown as a lane while it lasts. */
  async #send(
    remote: OkApi,
    url: string,
    post: Post,
    photos: readonly UploadPhoto[],
    signal: AbortSignal,
  ): Promise<StepOutcome<Tokens>> {
    const { transferProgress } = this.#context;
    for (const { placementId } of post) transferProgress.sentAgain(placementId);
    const total = post.reduce((sum, work) => sum + bytesToSend(work), 0);
    const lane = transferProgress.beginSending(post[0] as PlacementWork, total);
    try {
      const address = fillPlaceholder(
        url,
        photos.map((photo) => photo.photoId),
      );
      const outcome = await uploadPhotos(remote, address, photos, (bytes) => lane.sent(bytes), signal);
      if (outcome.kind === 'moved') {
        lane.sent(total);
        for (const work of post) transferProgress.arrived(work.placementId, bytesToSend(work));
      }
      return outcome;
    } finally {
      lane.end();
    }
  }

  /** true: no server answered at the address, or not the service. The photos are not to blame and lose no attempt. */
  async #isAboutAddress(url: string, post: Post, outcome: StepOutcome<unknown>): Promise<boolean> {
    const { account, breakers } = this.#context;
    const reservationId = post[0]?.reservationId ?? null;
    if (outcome.kind === 'account' && isUnreached(outcome.trouble)) {
      // The network may be away, or only this address: the service knows.
      if ((await account.checkNetwork()) === 'offline') return true;
      const wasGone = this.#addresses.isGone(reservationId);
      // Reserving anew helps where the service has moved; where it has not, it must not be done without end.
      if (!wasGone && this.#addresses.unreached(url)) breakers.upload.recordFailure();
      if (this.#addresses.isGone(reservationId)) this.#giveBack(post);
      return true;
    }
    const strange = strangeAt(url, outcome);
    if (strange === null) return false;
    // The same page may come from the network itself, in place of everything: then it says nothing about this address.
    if (strange.kind === 'strange_upload' && (await account.checkNetwork()) === 'offline') return true;
    account.reportUpload(strange);
    this.#addresses.giveUp(url);
    this.#giveBack(post);
    return true;
  }

  #giveBack(post: Post): void {
    const { tables } = this.#context;
    tables.together(() => {
      for (const work of post) tables.placements.applyIfAllowed(work.placementId, 'reservation_lost');
    });
  }

  /** If a crash loses it, the same bytes go to the same address again; nothing is visible before the commit. */
  async #keepTokens(post: Post, tokens: Tokens, signal: AbortSignal): Promise<void> {
    const { tables, secrets, transferProgress } = this.#context;
    const written = this.#writes.soon(() => {
      for (const [index, work] of post.entries()) {
        const token = tokens[index] ?? null;
        if (token === null) this.#alone.add(work.placementId);
        else {
          this.#alone.delete(work.placementId);
          tables.placements.applyIfAllowed(work.placementId, 'uploaded', {
            tokenSealed: secrets.seal(token),
            sharedPost: post.length > 1,
          });
        }
      }
    });
    // No other upload is about to end, or the program closes.
    if (signal.aborted || transferProgress.sendingLanes() === 0) this.#writes.now();
    else signal.addEventListener('abort', () => this.#writes.now(), { once: true });
    await written;
  }

  async #applyFailure(post: Post, outcome: Exclude<StepOutcome<Tokens>, { kind: 'moved' }>): Promise<void> {
    if (post.length > 1 && (outcome.kind === 'held' || outcome.kind === 'again')) {
      for (const work of post) this.#alone.add(work.placementId);
      return;
    }
    if (outcome.kind === 'again' && outcome.from === 'inspect' && post[0]?.sent != null) {
      // Our own copy is not what it was: it is made anew, nothing is said against the person's file.
      for (const work of post) this.#context.tables.placements.copyLost(work.placementId);
      await applyFailure(this.#context, post, { kind: 'again', from: 'reserve' });
      return;
    }
    await applyFailure(this.#context, post, outcome);
  }
}

/** Photos of one reservation share a POST, as far as each may; in the order given. */
function groupedInPosts(
  ready: readonly PlacementWork[],
  photosPerPost: number,
  goesAlone: (work: PlacementWork) => boolean,
): PlacementWork[][] {
  if (photosPerPost === 1) return ready.map((work) => [work]);
  const posts: PlacementWork[][] = [];
  /** Those that others may join. */
  const shared: PlacementWork[][] = [];
  for (const work of ready) {
    const isAlone = goesAlone(work);
    const post = isAlone
      ? undefined
      : shared.find(
          ([first, ...others]) => first?.reservationId === work.reservationId && others.length + 1 < photosPerPost,
        );
    if (post !== undefined) post.push(work);
    else {
      const opened = [work];
      posts.push(opened);
      if (!isAlone) shared.push(opened);
    }
  }
  return posts;
}

/** null: there is no file, or no copy, that may be sent. */
function photoOf(context: UploadContext, work: PlacementWork): UploadPhoto | null {
  // Of what is to be sent as a copy, the file itself is never sent.
  if (work.conversionPlan !== null && work.sent === null) return null;
  const path = work.sent === null ? context.pathOf(work) : copyPath(context, work.placementId);
  if (path === null || work.remotePhotoId === null) return null;
  return {
    photoId: work.remotePhotoId,
    path,
    sizeBytes: bytesToSend(work),
    mtimeNs: work.sent === null ? work.mtimeNs : null,
    inspected:
      work.sent === null ? { ctimeNs: work.ctimeNs ?? 0n, inode: work.inode ?? 0n, sha256: work.sha256 } : null,
    contentType: contentTypeOf(work.sent?.format ?? work.format),
  };
}

/** Somebody answers at the address that the service gave, and it is not the service. null: nothing of that kind. */
function strangeAt(url: string, outcome: StepOutcome<unknown>): UploadTrouble | null {
  if (outcome.kind !== 'account') return null;
  const { trouble } = outcome;
  if (trouble.who === 'unknown-upload-host') return { kind: 'upload_host', scheme: trouble.scheme, host: trouble.host };
  if (trouble.who === 'redirected') {
    const { host, to, how } = trouble;
    return { kind: 'redirected', host, to, how };
  }
  if (trouble.who !== 'service' || trouble.kind !== 'not_ok') return null;
  return { kind: 'strange_upload', host: new URL(url).host, heard: trouble.excerpt ?? null };
}

/** `mtimeNs` and `inspected` are null for a copy of our own. */
interface UploadPhoto extends FileToSend {
  /** The reservation's id for this photo. */
  photoId: string;
}

/**
 * One POST with one or more photos of one reservation. Safe to repeat before the commit: nothing is visible until then.
 * `value` is their tokens in the same order, null for a photo of several
 * that the answer does not speak of. `onProgress` gets the bytes of files sent so far.
 */
async function uploadPhotos(
  remote: Pick<OkApi, 'upload'>,
  uploadUrl: string,
  photos: readonly UploadPhoto[],
  onProgress: (sentBytes: number) => void,
  signal: AbortSignal,
): Promise<StepOutcome<(string | null)[]>> {
  const answer = await remote.upload({ uploadUrl, parts: photos.map(fileToSend), onProgress }, signal);
  if (!answer.ok) return outcomeOf(answer.trouble);
  const tokens = photos.map(({ photoId }) => answer.value.tokens.get(photoId) ?? null);
  const none = tokens.every((token) => token === null);
  return none ? { kind: 'retry', error: 'service:malformed' } : { kind: 'moved', value: tokens };
}

/** The content type of the part; the service reads the bytes all the same. */
function contentTypeOf(format: string | null): string {
  const known = imageFormats.find((one) => one === format);
  return known === undefined ? 'application/octet-stream' : formatFacts[known].mime;
}
