// After a restore, photos are compared with what the service has before they are sent.
import type { Uncompared } from '../db/comparison.ts';
import { AlbumComparison, type CompareContext } from './compare-album.ts';
import type { PipelineContext } from './context.ts';
import { mayRun, type TakeContext } from './failed-steps.ts';
import type { PipelineStep } from './pipeline-step.ts';

const atOnce = 100;

export function compareStep(
  context: CompareContext & TakeContext & Pick<PipelineContext, 'remote' | 'isPaused'>,
): PipelineStep<Uncompared[]> {
  const { comparison: due } = context.tables;
  const comparison = new AlbumComparison(context);
  return {
    name: 'compare',
    space: 'placement',
    // One album at a time while the service is failing, however many photos wait to be compared.
    capacity: () => (mayRun(context) ? context.breakers.commit.capacity(1) : 0),
    take(_limit, isBusy) {
      const group = due.due(atOnce).filter(({ placementId }) => !isBusy(placementId));
      if (group.length === 0) comparison.forget();
      return group.length === 0 ? [] : [group];
    },
    keys: (group) => group.map(({ placementId }) => placementId),
    async run(group, signal) {
      const remote = context.remote();
      if (remote !== null) await comparison.compare(remote, group, signal);
    },
  };
}
