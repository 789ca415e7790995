// Makes a function run in one transaction. Called inside a transaction it joins that one.
import type { Database } from 'better-sqlite3';

export function atomic<Args extends unknown[], Result>(
  db: Database,
  run: (...args: Args) => Result,
): (...args: Args) => Result {
  const transaction = db.transaction(run);
  return (...args) => transaction(...args);
}
