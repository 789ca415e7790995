// Copies for photos that are not sent as they are: made a few ahead, kept until the photo is on the service.
import { access, mkdir } from 'node:fs/promises';
import type { PipelineStep } from './pipeline-step.ts';
import type { PlacementWork } from '../db/placement-work.ts';
import type { PipelineContext } from './context.ts';
import type { ConversionOutcome } from '../../../shared/facts.ts';
import { noRoomForCopy, notWritten } from '../imaging/copy-errors.ts';
import { onDisk } from '../disk/disk-paths.ts';
import { isAsInspected } from './unchanged-since-inspection.ts';
import { againAfterMs, isRootPresent } from './root-present.ts';
import { copyPath, removeCopy } from './converted-copy.ts';
import { applyFailure, takeReady, type FailureContext, type TakeContext } from './failed-steps.ts';

/** Copies take disk space: so many may lie ready. */
const copiesAhead = 12;

/** `last_error` of a photo under which the imaging process died, for the first time. */
const crashedOnce = 'mending crashed';

export type ConvertContext = TakeContext &
  FailureContext &
  Pick<PipelineContext, 'imaging' | 'transferProgress' | 'isPaused' | 'copiesFolder' | 'pathOf' | 'rescanFolder'>;

export function convertStep(context: ConvertContext): PipelineStep<PlacementWork> {
  const { tables, imaging, transferProgress } = context;
  return {
    name: 'convert',
    space: 'placement',
    capacity: () => (context.isPaused() || tables.placements.copiesReady() >= copiesAhead ? 0 : 1),
    take: (limit, isBusy) => takeReady(context, 'convert', limit, isBusy, 1),
    keys: (work) => [work.placementId],
    async run(work) {
      const place = context.pathOf(work);
      if (place === null || work.conversionPlan === null) return;
      // A person may stop the photo while its copy is made.
      const isStillQueued = (): boolean => tables.placements.state(work.placementId) === 'queued';
      // Where there can be no folder, the copy cannot be written, and that is said.
      await mkdir(context.copiesFolder, { recursive: true }).catch(() => undefined);
      const { conversionPlan } = work;
      const outcome = await transferProgress.during('converting', [work], () =>
        imaging.makeCopy(place, copyPath(context, work.placementId), conversionPlan),
      );
      if (!isStillQueued()) return removeCopy(context, work.placementId);
      // A copy of other bytes than were inspected would be published as this photo, and once more as the one it is.
      if (readIt(outcome) && !(await isAsInspected(place, work))) {
        await removeCopy(context, work.placementId);
        await applyFailure(context, [work], { kind: 'again', from: 'inspect' });
        return;
      }
      if (!isStillQueued()) return removeCopy(context, work.placementId);
      if (outcome.kind === 'made') {
        tables.placements.keepCopy(work.placementId, outcome, work.conversionPlan);
        return;
      }
      await applyFailedCopy(context, work, place, outcome);
    },
  };
}

/** No copy was made: the photo waits, or a person is asked. */
async function applyFailedCopy(
  context: ConvertContext,
  work: PlacementWork,
  path: string,
  outcome: Exclude<ConversionOutcome, { kind: 'made' }>,
): Promise<void> {
  const { tables, clock } = context;
  const word = wordOf(outcome);
  if (word === 'vanished') {
    const folderId = work.fileId === null ? null : (tables.files.get(work.fileId)?.folderId ?? null);
    if (!(await isRootPresent(context, folderId))) {
      tables.placements.tryLater(work.placementId, work.attempts, clock.now() + againAfterMs, word);
      return;
    }
    const there = await access(onDisk(path)).then(
      () => true,
      () => false,
    );
    if (!there && work.fileId !== null) tables.verdicts.gone(work.fileId);
    return;
  }
  if (word === noRoomForCopy || word === notWritten || word === 'unavailable') {
    // The computer's trouble, not the photo's: no attempt is used up.
    tables.placements.tryLater(work.placementId, work.attempts, clock.now() + 60_000, word);
    return;
  }
  if (word === 'crashed' && work.lastError !== crashedOnce) {
    // A process may die of something else; one that dies under a photo twice died because of it.
    tables.placements.tryLater(work.placementId, work.attempts, clock.now(), crashedOnce);
    return;
  }
  // Where the place was all that the copy was for, it is the place that is asked about.
  const reason =
    work.conversionPlan?.removeGps === true && work.conversionPlan.maxSidePixels === null
      ? 'place_stays'
      : 'mending_failed';
  tables.placements.applyIfAllowed(work.placementId, 'held', { reason, detail: { error: word } });
  context.changed('problems');
}

function wordOf(outcome: Exclude<ConversionOutcome, { kind: 'made' }>): string {
  return outcome.kind === 'failed' ? outcome.reason : outcome.kind;
}

/** Whether the outcome says something about the file; else about the computer, or that there is none. */
function readIt(outcome: ConversionOutcome): boolean {
  return outcome.kind === 'made' || !notRead.has(wordOf(outcome));
}
const notRead: ReadonlySet<string> = new Set(['vanished', noRoomForCopy, notWritten, 'unavailable']);
