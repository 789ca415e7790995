// Is the folder that lies at this path the one we know? Decided before anything is concluded from found or missing
// files.
import { lstat } from 'node:fs/promises';
import { namesIn, onDisk } from './disk-paths.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import { absolutePath } from './path-rules.ts';
import { fileStatOf } from './file-stat.ts';
import { diskErrorCode, isNotThere } from './disk-error.ts';

/** Numbers of the root directory. They change when a drive is mounted again, so a difference alone proves nothing. */
export interface RootIdentity {
  device: bigint;
  inode: bigint;
}

export type RootProbe =
  | { kind: 'folder'; identity: RootIdentity }
  | { kind: 'absent' }
  | { kind: 'not_a_folder' }
  | { kind: 'unreadable'; code: string };

export async function probeRoot(root: string): Promise<RootProbe> {
  try {
    const facts = await lstat(onDisk(absolutePath(root, '')), { bigint: true });
    if (!facts.isDirectory()) return { kind: 'not_a_folder' };
    return { kind: 'folder', identity: { device: facts.dev, inode: facts.ino } };
  } catch (error) {
    const code = diskErrorCode(error);
    return isNotThere(code) ? { kind: 'absent' } : { kind: 'unreadable', code };
  }
}

export const sameIdentity = (a: RootIdentity, b: RootIdentity): boolean => a.device === b.device && a.inode === b.inode;

export interface RootFacts {
  /** null: the folder is new, or has never been there. */
  known: RootIdentity | null;
  now: RootIdentity;
  /** Files of the table that are not missing. */
  knownFiles: number;
  /** Does anything lie in the root that is not ignored? */
  holdsAnything: boolean;
  /** Of the sampled known files, how many have their path and size. Only needed when the identity differs. */
  sampled: number;
  sampleFound: number;
}

export type RootEvaluation =
  | { kind: 'present' }
  /** Nothing in it, though the table knows files: an unmounted drive leaves its empty mount point. */
  | { kind: 'absent' }
  /** Something else lies here: another drive under the same letter, a new folder of the same name. */
  | { kind: 'replaced' };

/** Half of the sampled files: a second camera card holds some DCIM/IMG_0001.JPG too, but hardly of the same sizes. */
const shareThatProves = 0.5;

/** `absent` and `replaced` freeze the folder: nothing is added, nothing becomes missing. */
export function evaluateRoot(facts: RootFacts): RootEvaluation {
  if (facts.knownFiles === 0) return { kind: 'present' };
  if (!facts.holdsAnything) return { kind: 'absent' };
  if (facts.known === null || sameIdentity(facts.known, facts.now)) return { kind: 'present' };
  const proven = facts.sampled > 0 && facts.sampleFound / facts.sampled >= shareThatProves;
  return { kind: proven ? 'present' : 'replaced' };
}

/** How many of the files have the path and size they had. */
export async function countFound(
  root: string,
  sample: readonly { relativePath: string; sizeBytes: number }[],
): Promise<number> {
  const areThere = await Promise.all(
    sample.map(async (one) => {
      const facts = await lstat(absolutePath(root, one.relativePath), { bigint: true }).catch(() => null);
      return facts !== null && facts.isFile() && fileStatOf(facts).sizeBytes === one.sizeBytes;
    }),
  );
  return areThere.filter(Boolean).length;
}

/** What the table knows about the root. */
export interface RootRecord {
  known(): { files: number; identity: RootIdentity | null };
  sample(limit: number): { relativePath: string; sizeBytes: number }[];
}

export type RootState =
  | { kind: 'present'; identity: RootIdentity; /** New, or another directory than last time. */ changed: boolean }
  | { kind: 'absent' | 'replaced' | 'not_a_folder' }
  | { kind: 'unreadable'; code: string };

/** Known files by which a root with other numbers is recognised. */
const sampleSize = 20;

/** Probes the root and evaluates what it finds. Never rejects for what the disk does. */
export async function checkRoot(root: string, table: RootRecord, rules: IgnoreRules): Promise<RootState> {
  const probe = await probeRoot(root);
  if (probe.kind !== 'folder') return probe;
  const names = await namesIn(absolutePath(root, '')).catch(diskErrorCode);
  if (typeof names === 'string') return names === 'ENOENT' ? { kind: 'absent' } : { kind: 'unreadable', code: names };
  const { files, identity } = table.known();
  const changed = identity === null || !sameIdentity(identity, probe.identity);
  const sample = identity !== null && changed ? table.sample(sampleSize) : [];
  const evaluated = evaluateRoot({
    known: identity,
    now: probe.identity,
    knownFiles: files,
    holdsAnything: names.some((name) => rules.byName(name) === null),
    sampled: sample.length,
    sampleFound: await countFound(root, sample),
  });
  return evaluated.kind === 'present' ? { kind: 'present', identity: probe.identity, changed } : evaluated;
}
