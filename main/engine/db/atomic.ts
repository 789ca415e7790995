// A function that runs in one transaction, with its own type: nested calls join the transaction that is open.
import type { Database } from 'better-sqlite3';

export function atomic<Args extends unknown[], Result>(
  db: Database,
  run: (...args: Args) => Result,
): (...args: Args) => Result {
  const transaction = db.transaction(run);
  return (...args) => transaction(...args);
}
