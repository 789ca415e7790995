// Which files named on the command line are passed on.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesOfName, nameOfBytes } from '../../../shared/byte-names.ts';
import { mayExist } from './may-exist.ts';

test('existing files with any name may exist, and so may files that only the engine can find', () => {
  const base = mkdtempSync(join(tmpdir(), 'may-exist-'));
  const odd = join(base, nameOfBytes(Buffer.from('cff0e8e2e5f22e6a7067', 'hex')));
  writeFileSync(join(base, 'plain.jpg'), '');
  if (process.platform === 'linux') {
    writeFileSync(Buffer.from(bytesOfName(odd)), '');
    expect(mayExist(odd)).toBe(true);
  }
  expect(mayExist(join(base, 'plain.jpg'))).toBe(true);
  expect(mayExist(join(base, '\uFFFD\uFFFD.jpg'))).toBe(true);
  expect(mayExist(join(base, 'none.jpg'))).toBe(false);
  expect(mayExist(`${odd}.none`)).toBe(false);
  rmSync(base, { recursive: true });
});
