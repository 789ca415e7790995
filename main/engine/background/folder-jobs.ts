// Jobs over all files of a folder: apply its rules anew, forget a removed folder, recompute local days. In slices, one
// job after another; a job that a crash or the close interrupted begins again at the next start.
import type { Tables } from '../db/tables.ts';
import { inSlices } from '../db/storage/slices.ts';
import type { Clock } from '../ports.ts';
import { JobQueue } from './job-queue.ts';
import { openLeftoverJobs } from './leftover-jobs.ts';
import { ReapplyRules, type ReapplyContext } from './reapply-rules.ts';

export interface FolderJobs {
  /**
   * The folder's rules, its album, or the limits changed: evaluates again, from their facts, its photos that are not
   * sent yet. Until then none of them is sent (`rulesPending`).
   */
  reapplyRules(folderId: number): Promise<void>;
  /** The account's limits changed: every photo that is not sent yet is evaluated again. */
  limitsChanged(): Promise<void>;
  /** A folder was removed: drops its photos that were not sent. */
  forget(folderId: number): Promise<void>;
  /**
   * What changed while the program was not running, or was not finished when it ended. From then on clears leftovers.
   */
  catchUp(): Promise<void>;
  /** Photos of gone albums, or files of removed folders, are still being looked for, or judged by changed limits. */
  areLeftoversDue(): boolean;
  /** Ends after the slice that runs. */
  close(): Promise<void>;
}

export function openFolderJobs(context: ReapplyContext & { clock: Pick<Clock, 'after'> }): FolderJobs {
  const { tables, queries } = context;
  const queue = new JobQueue(context.clock, context.onFailure);
  const rules = new ReapplyRules(context, queue);
  const leftovers = openLeftoverJobs({ ...context, queue });

  async function forget(folderId: number): Promise<void> {
    await inSlices(tables, queue.whileOpen(tables.files.all(folderId)), (fileId) => {
      if (tables.folders.get(folderId)?.removed === true) tables.verdicts.forget(fileId);
    });
    for (const area of ['folders', 'photos', 'problems'] as const) context.changed(area);
  }

  async function catchUp(): Promise<void> {
    markChangedLimits(tables, JSON.stringify(context.limits()));
    if (tables.meta.text('versions') === null) {
      await numberVersions(tables, queue);
      context.wake();
    }
    for (const folderId of tables.rulesPending.all()) await rules.run(folderId);
    for (const { folderId, removed } of tables.folders.withRemoved())
      if (removed && queries.counts.hasUnsentFiles(folderId)) await forget(folderId);
    await recomputeDays(tables, queue);
  }

  return {
    reapplyRules: (folderId) => queue.add(`reapply rules ${folderId}`, () => rules.run(folderId)),
    limitsChanged() {
      // Marked at once: nothing is sent by limits that hold no longer.
      markChangedLimits(tables, JSON.stringify(context.limits()));
      return queue.add(limitsJob, async () => {
        for (const folderId of tables.rulesPending.all()) await rules.run(folderId);
      });
    },
    forget: (folderId) => queue.add(`forget ${folderId}`, () => forget(folderId)),
    catchUp() {
      const caughtUp = queue.add('catch up', catchUp);
      leftovers.begin();
      return caughtUp;
    },
    areLeftoversDue: () => leftovers.areDue() || queue.isDue(limitsJob),
    close: () => queue.close(),
  };
}

const limitsJob = 'limits changed';

function markChangedLimits(tables: Tables, limits: string): void {
  if (tables.meta.text('limits') === limits) return;
  tables.together(() => {
    for (const { folderId } of tables.folders.all()) tables.rulesPending.add(folderId);
    tables.meta.put('limits', limits);
  });
}

/**
 * For files of a library that is older than versions of photos. A trigger marks those that have versions beside them,
 * and they are evaluated again.
 */
async function numberVersions(tables: Tables, queue: JobQueue): Promise<void> {
  const { versions, meta } = tables;
  await inSlices(tables, queue.whileOpen(versions.unnumbered()), ({ fileId, path }) =>
    versions.setVersion(fileId, path),
  );
  if (!queue.isClosed) meta.put('versions', 'numbered');
}

/** A photo is shown under its day in the computer's time zone. */
async function recomputeDays(tables: Tables, queue: JobQueue): Promise<void> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (tables.meta.text('time_zone') === zone) return;
  const dates = queue.whileOpen(tables.files.dates());
  await inSlices(tables, dates, ({ fileId, sortMs }) => tables.files.setDay(fileId, sortMs));
  if (!queue.isClosed) tables.meta.put('time_zone', zone);
}
