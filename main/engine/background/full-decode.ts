// When nobody waits for anything: photos that were looked at quickly are decoded in full, one at a time. Holds and refuses nothing.
import type { Tables } from '../db/library.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { Clock, Imaging, Log } from '../ports.ts';
import { absolutePath } from '../disk/path-rules.ts';

/** How much may be done now. `gentle`: the computer is somebody else's first. */
export type IdleTimes = 'none' | 'gentle' | 'some';

/** The start, the first scan and the first photos go before it. */
const firstMs = 60_000;
/** Nothing to do, or not now: asked again after this long. */
const idleMs = 30_000;
/** A rest as long as so many looks: at most a quarter of one core, or a twentieth. */
const rests: Readonly<Record<Exclude<IdleTimes, 'none'>, number>> = { some: 3, gentle: 19 };
const leastRestMs = 250;
/** Photos whose file cannot be read now are asked for again after this long. */
const againMs = 3_600_000;

export interface FullDecode {
  start(): void;
  /** What a look that still runs finds is not written down any more: it is found again. */
  close(): void;
}

export function openFullDecode(context: {
  tables: Tables;
  imaging: Imaging;
  clock: Clock;
  log: Log;
  thumbnailFolder: string;
  openFolders(): readonly FolderRecord[];
  leisure(): IdleTimes;
  changed(area: 'photos'): void;
  onFailure(error: unknown): void;
}): FullDecode {
  const { tables, imaging, clock } = context;
  let isClosed = false;
  let cancel: () => void = () => undefined;
  /** In memory only: after a start all that are left get their turn. */
  let reached = 0;
  let begunAt = clock.steady();

  /** One photo. Answers how long to rest. */
  async function look(): Promise<number> {
    const leisure = context.leisure();
    if (leisure === 'none' || tables.files.isChecking()) return idleMs;
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
    const place = folder.path === null ? photo.path : absolutePath(folder.path, photo.path);
    const startedAt = clock.steady();
    const outcome = await imaging.inspect(place, context.thumbnailFolder, { thorough: true });
    if (isClosed) return 0;
    if (outcome.kind === 'facts') {
      // Other bytes by now: the next scan sees them.
      if (outcome.facts.sha256 === photo.sha256) tables.fullDecodes.record(photo, outcome.facts.soundness);
      if (outcome.facts.soundness === 'flawed') context.changed('photos');
    } else if (outcome.kind === 'crashed' || outcome.kind === 'timed-out') {
      // The quick look went well, and that is what counts; a decoder that dies is not asked again and again.
      context.log.warn('second_look.given_up', { photoId: photo.photoId, why: outcome.kind });
      tables.fullDecodes.record(photo, null);
    } else if (outcome.kind === 'unavailable') reached = photo.photoId - 1;
    return outcome.kind === 'unavailable'
      ? idleMs
      : Math.max(leastRestMs, (clock.steady() - startedAt) * rests[leisure]);
  }

  function next(): void {
    void look()
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
