// `limits.json` in the data folder: limits set by hand, which win over this release's own and over learned ones. Read
// once at start.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { limitsOverride, type Limits } from '../../shared/limits.ts';
import { withoutUndefined } from '../../shared/without-undefined.ts';

export type ReadLimits = { kind: 'limits'; limits: Partial<Limits> } | { kind: 'bad'; path: string; where: string };

/** Usually there is no file. A file that cannot be understood is reported as `bad`, with where it fails. */
export function readLimits(dataFolder: string): ReadLimits {
  const path = join(dataFolder, 'limits.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'limits', limits: {} };
    return { kind: 'bad', path, where: (error as NodeJS.ErrnoException).code ?? 'unreadable' };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'bad', path, where: 'JSON' };
  }
  const parsed = limitsOverride.safeParse(json);
  if (!parsed.success) return { kind: 'bad', path, where: parsed.error.issues[0]?.path.join('.') ?? '' };
  return { kind: 'limits', limits: withoutUndefined(parsed.data) };
}
