// All steps, in the order in which the scheduler asks them.
import type { PipelineStep } from './pipeline-step.ts';
import type { PipelineContext } from './context.ts';
import { albumStep } from './album-step.ts';
import { commitStep } from './commit-step.ts';
import { compareStep } from './compare-step.ts';
import { inspectStep } from './inspect-step.ts';
import { convertStep } from './convert-step.ts';
import { reconcileStep } from './reconcile-step.ts';
import { reserveStep } from './reserve-step.ts';
import { settleStep } from './settle-step.ts';
import { uploadStep } from './upload-step.ts';
import { versionStep } from './version-step.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- steps of different items in one list
export function allSteps(context: PipelineContext): readonly PipelineStep<any>[] {
  return [
    settleStep(context),
    inspectStep(context),
    versionStep(context),
    albumStep(context),
    compareStep(context),
    convertStep(context),
    // Backwards, so that what is nearest to being done goes first.
    commitStep(context),
    reconcileStep(context),
    uploadStep(context),
    reserveStep(context),
  ];
}
