// While nothing else is to do: decodes in full, one at a time, the photos that were inspected quickly. What it finds is
// told to the person; it holds back no photo.
import type { Tables } from '../db/tables.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { Clock, Imaging, Log } from '../ports.ts';
import { absolutePath } from '../disk/path-rules.ts';
import { restAfter, type ProcessorShare } from './processor-share.ts';

/** The start, the first scan and the first photos go before it. */
const firstMs = 60_000;
/** Asked again after this long when there is nothing to do, or not now. */
const idleMs = 30_000;
const leastRestMs = 250;
/** Photos whose file could not be read get another turn after this long. */
const againMs = 3_600_000;

export interface FullDecode {
  start(): void;
  /** What a decode that still runs finds is not stored any more: it is found again. */
  close(): void;
}

export function openFullDecode(context: {
  tables: Tables;
  imaging: Imaging;
  clock: Clock;
  log: Log;
  thumbnailFolder: string;
  openFolders(): readonly FolderRecord[];
  processorShare(): ProcessorShare;
  changed(area: 'photos'): void;
  onFailure(error: unknown): void;
}): FullDecode {
  const { tables, imaging, clock } = context;
  let isClosed = false;
  let cancel: () => void = () => undefined;
  /** `photoId`. In memory only: after a start all photos that are left get their turn. */
  let reached = 0;
  let begunAt = clock.steady();

  /** Decodes one photo. Returns how long to rest. */
  async function decodeNext(): Promise<number> {
    const share = context.processorShare();
    if (share === 'none' || tables.files.isChecking()) return idleMs;
    const photo = tables.fullDecodes.after(reached);
    if (photo === null) {
      if (clock.steady() - begunAt >= againMs) {
        reached = 0;
        begunAt = clock.steady();
      }
      return idleMs;
    }
    reached = photo.photoId;
    const folder = context.openFolders().find(({ folderId }) => folderId === photo.folderId);
    if (folder === undefined) return 0;
    const path = folder.path === null ? photo.path : absolutePath(folder.path, photo.path);
    const startedAt = clock.steady();
    const outcome = await imaging.inspect(path, context.thumbnailFolder, { thorough: true });
    if (isClosed) return 0;
    if (outcome.kind === 'facts') {
      // If its bytes have changed, the next scan sees that.
      if (outcome.facts.sha256 === photo.sha256) tables.fullDecodes.record(photo, outcome.facts.soundness);
      if (outcome.facts.soundness === 'flawed') context.changed('photos');
    } else if (outcome.kind === 'crashed' || outcome.kind === 'timed-out') {
      // The quick inspection went well, and that counts; a decoder that dies is not tried again and again.
      context.log.warn('full_decode.given_up', { photoId: photo.photoId, why: outcome.kind });
      tables.fullDecodes.record(photo, null);
    } else if (outcome.kind === 'unavailable') reached = photo.photoId - 1;
    return outcome.kind === 'unavailable' ? idleMs : restAfter(clock.steady() - startedAt, share, leastRestMs);
  }

  function next(): void {
    void decodeNext()
      .catch((error: unknown) => {
        if (!isClosed) context.onFailure(error);
        return idleMs;
      })
      .then((restMs) => {
        if (!isClosed) cancel = clock.after(restMs, next);
      });
  }

  return {
    start() {
      cancel = clock.after(firstMs, next);
    },
    close() {
      isClosed = true;
      cancel();
    },
  };
}
