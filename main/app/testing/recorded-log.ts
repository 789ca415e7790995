// A log that a test can read. For tests only.
import type { RedactedFields } from '../log/redact.ts';
import type { AppLog } from '../log/log.ts';

export interface RecordedLog extends AppLog {
  readonly lines: { level: 'info' | 'warn' | 'error'; event: string; fields: RedactedFields }[];
}

export function recordedLog(): RecordedLog {
  const lines: RecordedLog['lines'] = [];
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: RedactedFields = {}): void =>
      void lines.push({ level, event, fields });
  return { lines, info: write('info'), warn: write('warn'), error: write('error') };
}
