// The data folder is nobody else's to look into.
import { chmodSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeDataFolder } from './data-folder.ts';
import { dataPlaces } from './paths.ts';

const mode = (path: string): number => statSync(path).mode & 0o777;

test.skipIf(process.platform === 'win32')(
  'new folders are for this person only, a folder that is there stays as it is',
  () => {
    const parent = mkdtempSync(join(tmpdir(), 'ok-photo-sync-data-'));
    const places = dataPlaces(join(parent, 'new'));
    makeDataFolder(places);
    makeDataFolder(places);
    expect([mode(places.folder), mode(places.session)]).toEqual([0o700, 0o700]);

    chmodSync(parent, 0o755);
    makeDataFolder(dataPlaces(parent));
    expect(mode(parent)).toBe(0o755);
  },
);
