// Photos whose album is gone wait for a person, some at a time: those that waited when it went, and those that are found later.
import type { PipelineStep } from './scheduler.ts';
import type { PipelineContext } from './context.ts';
import { holdPhoto } from '../albums/hold-for-album.ts';
import { throwIfAny, writeRows } from './row-by-row.ts';

const atOnce = 100;

export function holdStep(context: PipelineContext): PipelineStep<number[]> {
  const { tables } = context;
  return {
    name: 'hold',
    space: 'placement',
    capacity: () => 1,
    take(_limit, isBusy) {
      const waiting = tables.placements.unsentOfGone(atOnce).filter((placementId) => !isBusy(placementId));
      return waiting.length === 0 ? [] : [waiting];
    },
    keys: (placementIds) => placementIds,
    run(placementIds) {
      const rows = placementIds.map((placementId) => ({ placementId }));
      const threw = writeRows(tables, rows, ({ placementId }) => holdPhoto(tables, placementId));
      context.changed('problems');
      throwIfAny(threw);
      return Promise.resolve();
    },
  };
}
