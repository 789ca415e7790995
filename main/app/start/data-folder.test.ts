// Other users cannot read the data folder.
import { chmodSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createDataFolders } from './data-folder.ts';
import { dataPaths } from './paths.ts';

const mode = (path: string): number => statSync(path).mode & 0o777;

test.skipIf(process.platform === 'win32')(
  'new folders are for this user only, and an existing folder keeps its rights',
  () => {
    const parent = mkdtempSync(join(tmpdir(), 'ok-photo-sync-data-'));
    const paths = dataPaths(join(parent, 'new'));
    createDataFolders(paths);
    createDataFolders(paths);
    expect([mode(paths.folder), mode(paths.session)]).toEqual([0o700, 0o700]);

    chmodSync(parent, 0o755);
    createDataFolders(dataPaths(parent));
    expect(mode(parent)).toBe(0o755);
  },
);
