// Which of the files named from outside are passed on.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytesOfName, nameOfBytes } from '../../../shared/byte-names.ts';
import { mayBeThere } from './may-be-there.ts';

test('what is there, under any name, and what only the engine can find', () => {
  const base = mkdtempSync(join(tmpdir(), 'may-be-there-'));
  const odd = join(base, nameOfBytes(Buffer.from('cff0e8e2e5f22e6a7067', 'hex')));
  writeFileSync(join(base, 'plain.jpg'), '');
  if (process.platform === 'linux') {
    writeFileSync(Buffer.from(bytesOfName(odd)), '');
    expect(mayBeThere(odd)).toBe(true);
  }
  expect(mayBeThere(join(base, 'plain.jpg'))).toBe(true);
  expect(mayBeThere(join(base, '\uFFFD\uFFFD.jpg'))).toBe(true);
  expect(mayBeThere(join(base, 'none.jpg'))).toBe(false);
  expect(mayBeThere(`${odd}.none`)).toBe(false);
  rmSync(base, { recursive: true });
});
