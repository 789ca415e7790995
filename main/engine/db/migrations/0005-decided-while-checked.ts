// A problem that is decided while its file is looked at again is shown as decided at once: the look may have to wait for a pause to end.

export const sql = /* sql */ `
DROP TRIGGER placements_shown;
-- As before; and also on a file that is being checked again and kept its place among the problems meanwhile.
CREATE TRIGGER placements_shown AFTER UPDATE OF state, reason, file_id ON placements
WHEN NEW.file_id IS NOT NULL AND NOT (OLD.file_id IS NEW.file_id AND OLD.reason IS NEW.reason
  AND OLD.state IN ('queued', 'reserved', 'uploaded', 'committing') AND NEW.state IN ('queued', 'reserved', 'uploaded', 'committing')) BEGIN
  UPDATE files SET reason = NEW.reason, shown = CASE NEW.state
      WHEN 'review' THEN 'review'
      WHEN 'done' THEN 'done'
      WHEN 'held' THEN 'needs_you'
      WHEN 'unclear' THEN 'needs_you'
      WHEN 'skipped' THEN 'skipped'
      ELSE 'waiting' END
    WHERE id = NEW.file_id AND placement_id = NEW.id
      AND (state IN ('placed', 'missing') OR (shown = 'needs_you' AND state IN ('seen', 'settled')));
END;
`;
