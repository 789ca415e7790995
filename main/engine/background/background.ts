// What is done beside sending, slice by slice: copies of the library, second looks, chores, the wall of the first start. Opens them; when they begin and end is the engine's.
import type { EngineListener } from '../report/event-throttle.ts';
import { openChores, type Chores } from './folder-jobs.ts';
import { openBackupKeeper, type BackupKeeper } from '../db/daily-backup.ts';
import { openGlimpses, type Glimpses } from './folder-previews.ts';
import type { Data } from '../open-data.ts';
import type { Rooms } from '../pipeline/context.ts';
import { openRecheck, type Recheck } from './recheck.ts';
import { openSecondLook, type Leisure, type SecondLook } from './full-decode.ts';
import type { SendingRules } from '../sending/sending-rules.ts';
import { noteGlimpse } from './sweep-folder-previews.ts';

export interface BesideSending {
  backups: BackupKeeper;
  recheck: Recheck;
  secondLook: SecondLook;
  chores: Chores;
  glimpses: Glimpses;
}

export function openBesideSending(
  rooms: Rooms,
  also: {
    data: Data;
    dataFolder: string;
    sending: SendingRules;
    live: boolean;
    listener: EngineListener;
    /** The person paused, or the disk is full. */
    isStopped(): boolean;
    onFailure(error: unknown): void;
    setAside(placementId: number, error: unknown): void;
  },
): BesideSending {
  const { tables, imaging, clock, log, thumbnailFolder, changed, nudge } = rooms;
  const { dataFolder, sending, live, listener, onFailure } = also;
  const { db, lists } = also.data;
  function leisure(): Leisure {
    if (also.isStopped() || sending.isOnBattery()) return 'none';
    const decision = sending.decide();
    return decision.kind === 'send' && decision.pace === 'polite' ? 'gentle' : 'some';
  }
  return {
    backups: openBackupKeeper({ db, dataFolder, clock, log, live }),
    recheck: openRecheck({
      tables,
      clock,
      log,
      live,
      openFolders: rooms.openFolders,
      leisure,
      changed,
      nudge,
      onFailure,
    }),
    secondLook: openSecondLook({
      tables,
      imaging,
      clock,
      log,
      thumbnailFolder,
      openFolders: rooms.openFolders,
      leisure,
      changed,
      onFailure,
    }),
    chores: openChores({
      tables,
      lists,
      limits: rooms.limits,
      albumFor: rooms.albumFor,
      changed,
      nudge,
      clock,
      onFailure,
      setAside: also.setAside,
    }),
    glimpses: openGlimpses({
      imaging,
      clock,
      thumbnailFolder,
      isBusy: () => tables.files.isChecking(),
      made: (sha256) => noteGlimpse(thumbnailFolder, sha256),
      found: (path, photo) => listener('glimpse.found', { path, photo }),
      onFailure,
    }),
  };
}
