// Writes the answers of one call for several photos in one transaction; a row that throws is left out, the others are
// written.
import { RowsThrew } from './pipeline-step.ts';
import { isRowError } from '../db/storage/row-errors.ts';
import type { Tables } from '../db/tables.ts';

/** Answers which rows threw. What is the library's own trouble breaks off at once, and nothing is written. */
export function writeRows<Row extends { placementId: number }>(
  tables: Pick<Tables, 'together'>,
  rows: readonly Row[],
  write: (row: Row, index: number) => void,
): Map<number, unknown> {
  const threw = new Map<number, unknown>();
  tables.together(() => {
    for (const [index, row] of rows.entries()) {
      try {
        // A savepoint of its own inside the transaction: nothing half of it stays.
        tables.together(() => write(row, index));
      } catch (error) {
        if (!isRowError(error)) throw error;
        threw.set(row.placementId, error);
      }
    }
  });
  return threw;
}

/** When all else is done, tells the scheduler of the rows that threw. */
export function throwIfAny(threw: ReadonlyMap<number, unknown>): void {
  if (threw.size > 0) throw new RowsThrew([...threw.keys()], [...threw.values()][0]);
}
