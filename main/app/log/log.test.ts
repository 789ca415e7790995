// What the log keeps of an error, and who may read its file.
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { errorFields, openLog } from './log.ts';

const secret = 's3cr3t-Value.42';

test('a long message is cut only after its secrets were removed', () => {
  const upToTheCut = 'x'.repeat(500 - ' http://anna:'.length - secret.length);
  const message = `${upToTheCut} http://anna:${secret}@proxy.example.com`;
  expect(JSON.stringify(errorFields(new Error(message)))).not.toContain(secret);
  expect(JSON.stringify(errorFields(message))).not.toContain(secret);
});

test('lines are redacted, and only this user may read the file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ok-photo-sync-log-'));
  const log = openLog(folder, { console: false });
  log.warn('remote.trouble', { accessToken: secret, line: `apiToken=${secret}`, path: '/home/anna/a.jpg' });
  const file = join(folder, 'main.log');
  await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toContain('/home/anna/a.jpg'), { timeout: 60_000 });
  expect(readFileSync(file, 'utf8')).not.toContain(secret);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
});
