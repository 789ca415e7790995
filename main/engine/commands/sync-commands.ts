// CommandCalls about sending as a whole: pause, resume, send in spite of a rule, try everything again now.
import { ok } from '../../../shared/errors.ts';
import type { Tables } from '../db/tables.ts';
import type { CommandCalls } from '../engine-calls.ts';
import type { Clock } from '../ports.ts';
import type { AccountLimits } from '../sending/account-limits.ts';
import type { UploadHosts } from '../sending/upload-hosts.ts';
import { pause, resume } from '../sending/pause.ts';

export interface SyncCommandContext {
  tables: Pick<Tables, 'meta' | 'placements' | 'albums'>;
  clock: Pick<Clock, 'now'>;
  uploadHosts: Pick<UploadHosts, 'allow' | 'forget'>;
  accountLimits: Pick<AccountLimits, 'forget'>;
  /** Sends once in spite of the rules about network and power. */
  sendAnyway(): void;
  checkAccount(): void;
  /** The snapshot has changed without a round of the scheduler. */
  markChanged(): void;
  wake(): void;
}

export function syncCommands({
  tables,
  clock,
  uploadHosts,
  accountLimits,
  sendAnyway,
  checkAccount,
  markChanged,
  wake,
}: SyncCommandContext): Pick<
  CommandCalls,
  | 'sync.pause'
  | 'sync.resume'
  | 'sync.sendAnyway'
  | 'sync.retry'
  | 'sync.allowUploadHost'
  | 'sync.forgetUploadHost'
  | 'limits.forget'
  | 'library.restoredSeen'
> {
  return {
    'sync.pause': ({ untilMs }) => {
      pause(tables.meta, untilMs, clock.now());
      wake();
      return ok(undefined);
    },
    'sync.resume': () => {
      resume(tables.meta);
      wake();
      return ok(undefined);
    },
    'sync.sendAnyway': () => {
      sendAnyway();
      return ok(undefined);
    },
    'sync.retry': () => {
      tables.placements.forgetWaits();
      tables.albums.forgetWaits();
      checkAccount();
      wake();
      return ok(undefined);
    },
    'sync.allowUploadHost': ({ host, always }) => {
      uploadHosts.allow(host, always);
      checkAccount();
      wake();
      markChanged();
      return ok(undefined);
    },
    'sync.forgetUploadHost': ({ host }) => {
      uploadHosts.forget(host);
      markChanged();
      return ok(undefined);
    },
    'limits.forget': () => {
      accountLimits.forget();
      wake();
      return ok(undefined);
    },
    'library.restoredSeen': () => {
      tables.meta.put('restored_notice', null);
      markChanged();
      return ok(undefined);
    },
  };
}
