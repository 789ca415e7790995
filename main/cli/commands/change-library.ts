// Opens the library for one change of a command. Nothing is scanned, watched or sent.
import { randomBytes } from 'node:crypto';
import type { ErrorCode } from '../../../shared/errors.ts';
import { openEngine, type Engine } from '../../engine/engine.ts';
import { readLimits } from '../../engine/limits-file.ts';
import { sealedBox } from '../../engine/sealed-box.ts';
import { systemClock } from '../../engine/system-clock.ts';
import type { OpenImaging } from '../open-imaging.ts';
import { logTo } from '../output/stderr-log.ts';

export type Changed<T> = { kind: 'changed'; value: T } | { kind: 'failed'; code: ErrorCode; subject: string | null };

/** What `change` answers, or why the library could not be opened. */
export async function changeLibrary<T>(
  folder: string,
  openImaging: OpenImaging,
  change: (engine: Engine) => Promise<T>,
): Promise<Changed<T>> {
  const limits = readLimits(folder);
  const imaging = openImaging(1);
  const opened = openEngine({
    dataFolder: folder,
    clock: systemClock,
    log: logTo(() => undefined, false),
    imaging,
    inspectors: 1,
    // Nothing is sent here, so nothing is sealed or opened.
    secrets: sealedBox(randomBytes(32)),
    lanes: 1,
    live: false,
    ...(limits.kind === 'limits' ? { limits: limits.limits } : {}),
  });
  try {
    return opened.kind === 'open' ? { kind: 'changed', value: await change(opened.engine) } : opened;
  } finally {
    if (opened.kind === 'open') await opened.engine.close();
    await imaging.close();
  }
}
