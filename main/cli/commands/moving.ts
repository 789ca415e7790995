// `export` and `import`: a library moves to another computer as one file.
import { resolve } from 'node:path';
import { realFolder } from '../../engine/disk/path-rules.ts';
import { exportLibrary } from '../../engine/moving/export-library.ts';
import { importLibrary } from '../../engine/moving/import-library.ts';
import type { MovingCommand } from '../command-line/command-types.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import type { Locale } from '../locales/locale.ts';
import { jsonLine } from '../output/json-line.ts';
import type { Output } from '../output/output.ts';
import { safeText } from '../output/safe-text.ts';
import { nameAndVersion } from '../version.ts';

export interface MovingContext {
  /** The library's data folder. */
  folder: string;
  output: Output;
  locale: Locale;
}

export async function moveLibrary(command: MovingCommand, context: MovingContext): Promise<ExitStatus> {
  return command.kind === 'export' ? exportTo(command, context) : importFrom(command, context);
}

async function exportTo(
  { file, json }: MovingCommand,
  { folder, output, locale: { texts } }: MovingContext,
): Promise<ExitStatus> {
  const path = resolve(file);
  const done = await exportLibrary(folder, path, { version: nameAndVersion(), nowMs: Date.now() });
  if (done.kind !== 'exported') {
    output.note(safeText(texts.moving.notExported(done.kind, done.kind === 'no_library' ? folder : path)));
    return exitStatus.usage;
  }
  if (json) output.line(jsonLine({ type: 'exported', path, bytes: done.bytes }));
  else output.line(safeText(texts.moving.exported(path)));
  return exitStatus.good;
}

async function importFrom(
  { file, moves, json }: MovingCommand,
  { folder, output, locale: { texts } }: MovingContext,
): Promise<ExitStatus> {
  const done = await importLibrary(resolve(file), folder, moves);
  if (done.kind === 'refused') {
    output.note(safeText(texts.moving.notImported(done.why, done.subject)));
    return exitStatus.usage;
  }
  const folders = await Promise.all(
    done.folders.map(async (one) => ({ ...one, isThere: (await realFolder(one.to)).kind === 'folder' })),
  );
  if (json) output.line(jsonLine({ type: 'imported', userId: done.userId, folders }));
  else {
    output.line(safeText(texts.moving.imported(folder)));
    for (const { to, isThere } of folders) output.line(safeText(`  ${to}${isThere ? '' : ` (${texts.moving.away})`}`));
  }
  if (folders.every(({ isThere }) => isThere)) return exitStatus.good;
  if (!json) output.note(texts.moving.advice);
  return exitStatus.needsDecision;
}
