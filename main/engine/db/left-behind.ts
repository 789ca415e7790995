// Files of removed folders that say nothing of the service: their commit was under way when the folder went, and came to nothing. Reads only.
import type { Database } from 'better-sqlite3';

export function openLeftBehind(db: Database) {
  const found = db
    .prepare<[number], number>(
      /* sql */ `SELECT f.id FROM folders d CROSS JOIN files f INDEXED BY files_of_folder_shown
        ON f.folder_id = d.id AND f.shown IN ('checking', 'review', 'waiting', 'needs_you')
        LEFT JOIN placements p ON p.id = f.placement_id
      WHERE d.removed_at_ms IS NOT NULL AND (p.id IS NULL OR p.state NOT IN ('committing', 'unclear', 'done')) LIMIT ?`,
    )
    .pluck();
  return {
    files: (limit: number): number[] => found.all(limit),
  };
}
