// Gives queries and commands what they need, and makes one call table of both.
import type { AskedRules, FolderRules } from '../../shared/library/folder-rules.ts';
import { defaultRules } from '../../shared/library/folder-rules.ts';
import type { LimitsView } from '../../shared/learned-limits.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { AlbumPage } from './albums/album-view.ts';
import type { FolderJobs } from './background/folder-jobs.ts';
import { candidatesKept, type FolderPreviews } from './background/folder-previews.ts';
import { openCommands } from './commands/commands.ts';
import type { Tables } from './db/tables.ts';
import type { LibraryQueries } from './db/sql-queries/library-queries.ts';
import type { EngineCalls } from './engine-calls.ts';
import type { EngineSignals } from './engine-signals.ts';
import type { Clock } from './ports.ts';
import { openQueries } from './queries/queries.ts';
import type { EngineListener } from './report/event-throttle.ts';
import type { AccountLimits } from './sending/account-limits.ts';
import type { LastSpeed } from './sending/last-speed.ts';
import type { UploadHosts } from './sending/upload-hosts.ts';
import type { SendingRules } from './sending/sending-rules.ts';
import type { CaptionCommandContext } from './commands/caption-commands.ts';

export interface CallSources {
  queries: LibraryQueries;
  folderJobs: FolderJobs;
  folderPreviews: FolderPreviews;
  sending: Pick<SendingRules, 'sendAnyway'>;
  accountLimits: Pick<AccountLimits, 'known' | 'forget'>;
  unreadableLimits: LimitsView['unreadable'];
  uploadHosts: UploadHosts;
  speed: LastSpeed;
  listener: EngineListener;
  albumPage: AlbumPage;
  /** What a person set for new folders and dropped photos; the defaults hold for the rest. */
  newRules(): Partial<AskedRules>;
  snapshot(): Snapshot;
  isScanning(): boolean;
  rewatch(folderId: number): Promise<void>;
  scan(folderId: number | null): void;
  stopUpload(placementId: number): void;
  checkAccount(): void;
  markChanged(): void;
  personDecided(): void;
}

type QueryParts = Parameters<typeof openQueries>[0];

export interface CallContext extends Pick<QueryParts, 'fetchPicture' | 'imaging' | 'previewFolder' | 'limits'> {
  remote: () => ReturnType<QueryParts['remote']> & ReturnType<CaptionCommandContext['remote']>;
  tables: Tables;
  clock: Clock;
  changed: EngineSignals['changed'];
  wake(): void;
}

export function openCalls(context: CallContext, sources: CallSources): EngineCalls {
  const { tables, limits, clock, changed, wake } = context;
  const { queries, folderJobs } = sources;
  const newRules = (): FolderRules => ({ ...defaultRules, ...sources.newRules() });
  return {
    ...queriesOf(context, sources),
    ...openCommands({
      folders: {
        tables,
        queries,
        newRules,
        rewatch: sources.rewatch,
        scan: sources.scan,
        reapplyRules: (folderId) => void folderJobs.reapplyRules(folderId),
        forget: (folderId) => folderJobs.forget(folderId),
        changed,
        wake,
      },
      photos: {
        tables,
        queries,
        limits,
        remote: context.remote,
        stopUpload: sources.stopUpload,
        reapplyRules: (folderId) => folderJobs.reapplyRules(folderId),
        changed,
        wake,
      },
      drop: { tables, clock, newRules, changed, wake },
      sync: {
        tables,
        clock,
        uploadHosts: sources.uploadHosts,
        accountLimits: sources.accountLimits,
        sendAnyway: () => sources.sending.sendAnyway(),
        checkAccount: sources.checkAccount,
        markChanged: sources.markChanged,
        wake,
      },
      personDecided: sources.personDecided,
    }),
  };
}

function queriesOf(context: CallContext, sources: CallSources) {
  const { imaging, limits, previewFolder, remote, fetchPicture } = context;
  const { listener, folderPreviews, albumPage, speed } = sources;
  return openQueries({
    library: sources.queries,
    albumPage,
    remote,
    steady: () => context.clock.steady(),
    fetchPicture,
    imaging,
    previewFolder,
    limits,
    knownLimits: sources.accountLimits.known,
    unreadableLimits: sources.unreadableLimits,
    survey: {
      onFound: (found) => listener('survey.found', found),
      previews: folderPreviews,
      newest: candidatesKept,
    },
    snapshot: sources.snapshot,
    lastSpeed: () => speed.last(),
    isScanning: sources.isScanning,
  });
}
