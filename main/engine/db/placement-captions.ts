// The table of placements: what their captions are made of, and what went with them.
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { captionRule } from '../../../shared/caption.ts';
import type { CaptionParts } from '../../../shared/chosen-caption.ts';

const row = z.object({
  own_caption: z.string().nullable(),
  caption: z.string().nullable(),
  sent_caption: z.string().nullable(),
  shared_post: z.number(),
  path: z.string().nullable(),
  kind: z.enum(['watched', 'dropped']).nullable(),
  title: z.string().nullable(),
  rule: captionRule.nullable(),
});

export interface StoredCaption extends CaptionParts {
  /** Went with the last commit; '': it went without. null: nobody knows, or nothing was committed. */
  sent: string | null;
  /** Its bytes shared a POST with others: which token is whose was never proven. */
  sharedPost: boolean;
}

export function openPlacementCaptions(db: Database) {
  // The rule is that of the folder whose file is sent; a folder that was removed has none.
  const get = db.prepare<[number]>(/* sql */ `SELECT h.own_caption, h.caption, p.sent_caption, p.shared_post, f.path,
      d.kind, d.title, CASE WHEN d.removed_at_ms IS NULL THEN json_extract(d.rules, '$.captions') END AS rule
    FROM placements p JOIN photos h ON h.id = p.photo_id
      LEFT JOIN files f ON f.id = p.file_id LEFT JOIN folders d ON d.id = f.folder_id WHERE p.id = ?`);
  return {
    captionOf(placementId: number): StoredCaption {
      const r = row.parse(get.get(placementId));
      return {
        own: r.own_caption,
        file: r.caption,
        rule: r.rule ?? 'none',
        path: r.path,
        folderTitle: r.kind === 'watched' ? r.title : null,
        sent: r.sent_caption,
        sharedPost: r.shared_post === 1,
      };
    },
  };
}
