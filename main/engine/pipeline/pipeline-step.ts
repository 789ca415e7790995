// One kind of work of the pipeline, as the scheduler sees it.

/** Whose numbers a step's keys are. */
export type KeySpace = 'file' | 'placement' | 'album';

/** Says what is ready and does it; never loops or waits for more. */
export interface PipelineStep<Item> {
  name: string;
  /** What the keys are rows of. Steps of one space never hold the same row at once. */
  space: KeySpace;
  /** Items that may run at once; asked anew each time. 0: nothing of this step may run now. */
  capacity(): number;
  /** At most `limit` items that are ready now, in order. May contain ones that are running: `isBusy` tells. */
  take(limit: number, isBusy: (key: number) => boolean): Item[];
  /** Rows that no step of the same space may take while the item runs. */
  keys(item: Item): readonly number[];
  /** On close, running items get two seconds to end before they are aborted. */
  finishOnClose?: boolean;
  /**
   * Does the work and applies its outcome. A rejection is a bug or a full disk: it is reported and the item rests.
   * `releaseSlot`: call when the item no longer needs its slot; its rows stay locked until `run` resolves.
   */
  run(item: Item, signal: AbortSignal, releaseSlot: () => void): Promise<void>;
}

/** Only these rows of a group made its step throw. */
export class RowsThrew extends Error {
  readonly keys: readonly number[];
  constructor(keys: readonly number[], cause: unknown) {
    super(cause instanceof Error ? cause.message : 'unknown', { cause });
    this.keys = keys;
  }
}
