// The table `meta`: single values that survive a restart, for example the account, pauses and rests.
import type { Database } from 'better-sqlite3';

export type MetaKey =
  | 'time_zone'
  | 'restored_from_ms'
  | 'restored_at_ms'
  | 'restore_unfinished'
  | 'restored_notice'
  | 'backed_up_ms'
  | 'checked_ms'
  | 'account_user_id'
  /** The application under which the user has that id; see application-mark.ts. */
  | 'account_application'
  | 'paused_until_ms'
  | 'paused_at_ms'
  | 'rest_until_ms'
  | 'rest_code'
  | 'limits'
  | 'upload_hosts'
  | 'photos_per_reservation'
  /** See rules-pending.ts. */
  | 'unjudged'
  | 'bytes_per_second'
  | 'versions';

export function openMetaQueries(db: Database) {
  const get = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?');
  return {
    text(key: MetaKey): string | null {
      return get.get(key)?.value ?? null;
    },
    /** null also for a value that is not a whole number. */
    number(key: MetaKey): number | null {
      const value = Number(get.get(key)?.value ?? Number.NaN);
      return Number.isSafeInteger(value) ? value : null;
    },
  };
}

export type MetaQueries = ReturnType<typeof openMetaQueries>;

export function openMeta(db: Database, queries: MetaQueries) {
  const set = db.prepare<[string, string]>(
    'INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare<[string]>('DELETE FROM meta WHERE key = ?');
  return {
    ...queries,
    /** null removes the value. */
    put(key: MetaKey, value: string | number | null): void {
      if (value === null) remove.run(key);
      else set.run(key, String(value));
    },
  };
}
export type MetaTable = ReturnType<typeof openMeta>;
