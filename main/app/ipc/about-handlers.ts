// Answers `app.*`: versions, the state of updates, the licences.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, shell } from 'electron';
import { ok } from '../../../shared/errors.ts';
import type { AboutUpdate } from '../../../shared/program-views.ts';
import { diskResult } from './disk-result.ts';
import type { HandlersOf } from './main-handlers.ts';

export interface AboutHandlerOptions {
  dataFolder: string;
  /** The licence file of the build. It may lie inside an archive that no other program can read. */
  licences: string;
  update: () => AboutUpdate;
}

export function aboutHandlers(options: AboutHandlerOptions): HandlersOf<'app'> {
  return {
    async 'app.openLicences'() {
      const readable = join(options.dataFolder, 'licences.txt');
      const copied = await diskResult(async () => {
        await mkdir(options.dataFolder, { recursive: true });
        await writeFile(readable, await readFile(options.licences));
      }, readable);
      if (!copied.ok) return copied;
      const error = await shell.openPath(readable);
      // No program opens text files here: show at least where the file is.
      if (error !== '') shell.showItemInFolder(readable);
      return ok(undefined);
    },
    'app.about': () =>
      ok({
        version: app.getVersion(),
        electron: process.versions.electron ?? '',
        chromium: process.versions.chrome ?? '',
        node: process.versions.node,
        dataFolder: options.dataFolder,
        platform: `${process.platform} ${process.arch} ${process.getSystemVersion()}`,
        update: options.update(),
      }),
  };
}
