// The table of the engine's calls: which room answers which. Says nothing itself.
import type { CallInput, CallOutput, EngineCallName } from '../../../shared/ipc.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { ok, type Result } from '../../../shared/errors.ts';
import { albumUrl } from '../albums/album-for.ts';
import type { Tables } from '../db/library.ts';
import type { LibraryQueries } from '../db/library-queries.ts';
import { pause, resume } from '../sending/pause.ts';
import type { Clock } from '../ports.ts';
import type { SendingRules } from '../sending/sending-rules.ts';
import { givenPath } from '../disk/disk-paths.ts';
import type { albumCalls } from '../queries/album-list.ts';
import type { dropCalls } from './drop-commands.ts';
import { explainCall } from '../queries/explain-path.ts';
import type { folderCalls } from './folder-commands.ts';
import type { photoCalls } from './photo-commands.ts';
import type { previewCalls } from '../queries/conversion-preview.ts';
import type { problemCalls } from './problem-commands.ts';

export type EngineCalls = {
  [N in EngineCallName]: (input: CallInput<N>) => Promise<Result<CallOutput<N>>> | Result<CallOutput<N>>;
};

export interface CallContext {
  tables: Tables;
  queries: LibraryQueries;
  photos: ReturnType<typeof photoCalls>;
  folders: ReturnType<typeof folderCalls>;
  previews: ReturnType<typeof previewCalls>;
  problems: ReturnType<typeof problemCalls>;
  albums: ReturnType<typeof albumCalls>;
  drop: ReturnType<typeof dropCalls>;
  sending: SendingRules;
  clock: Clock;
  snapshot(): Snapshot;
  checkAccount(): void;
  /** The snapshot has changed without a round of the conveyor. */
  markChanged(): void;
  /** What a person takes out of the queue makes its totals fall. */
  personDecided(): void;
  web(): { address: string; userId: string | null };
  wake(): void;
}

export function engineCalls(context: CallContext): EngineCalls {
  const { tables, queries, photos, folders, previews, problems, albums, drop, sending, web, wake } = context;
  const decided = <Answer>(answer: Answer): Answer => {
    context.personDecided();
    return answer;
  };
  return {
    'snapshot.get': () => ok(context.snapshot()),
    'folders.list': () => folders.list(),
    'folders.add': (input) => folders.add(input),
    'folders.plan': (input) => folders.plan(input),
    'folders.start': (input) => folders.start(input),
    'folders.survey': (input) => folders.survey(input),
    'folders.preview': (input) => folders.folderPreview(input),
    'folders.change': (input) => decided(folders.change(input)),
    'folders.pause': (input) => decided(folders.pause(input)),
    'folders.remove': (input) => decided(folders.remove(input)),
    'folders.scan': (input) => folders.scan(input),
    'photos.page': async ({ after, limit, ...filter }) => ok(await queries.photoList.search(filter, after, limit)),
    'photos.days': async (filter) => ok(await queries.photoList.searchDays(filter)),
    'photos.get': ({ fileId }) => photos.get(fileId),
    'paths.meant': async ({ paths }) => ok({ paths: await Promise.all(paths.map(givenPath)) }),
    'photos.explain': (input) => explainCall({ tables, detail: photos.detail }, input.path),
    'photos.act': ({ fileIds, action }) => decided(photos.act(fileIds, action)),
    'lanes.stop': ({ fileId }) => decided(photos.stop(fileId)),
    'photos.previewConversion': (input) => previews.mend(input),
    'photos.candidates': (input) => previews.candidates(input),
    'problems.list': () => problems.list(),
    'problems.act': (input) => decided(problems.act(input)),
    'albums.list': () => albums.list(),
    'drop.add': (input) => drop.add(input),
    'history.recent': ({ limit }) =>
      ok(
        queries.history.moments(limit).map((moment) => {
          const album = tables.albums.get(moment.albumId);
          const { address, userId } = web();
          return {
            atMs: moment.atMs,
            albumId: moment.albumId,
            title: album?.title ?? '',
            kind: album?.kind ?? ('album' as const),
            privacy: album?.privacy ?? null,
            url: album === null ? null : albumUrl(address, userId, album.remoteId),
            photos: moment.photos,
            rows: moment.rows,
          };
        }),
      ),
    'sync.pause': ({ untilMs }) => {
      pause(tables.meta, untilMs, context.clock.now());
      wake();
      return ok(undefined);
    },
    'sync.resume': () => {
      resume(tables.meta);
      wake();
      return ok(undefined);
    },
    'sync.sendAnyway': () => {
      sending.sendAnyway();
      return ok(undefined);
    },
    'library.restoredSeen': () => {
      tables.meta.put('restored_notice', null);
      context.markChanged();
      return ok(undefined);
    },
    'sync.retry': () => {
      tables.placements.forgetWaits();
      tables.albums.forgetWaits();
      context.checkAccount();
      wake();
      return ok(undefined);
    },
  };
}
