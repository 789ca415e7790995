// Which files and folders are left out by their names: junk by default, and the person's patterns.
import { isByteName } from '../../../shared/byte-names.ts';
import { readable } from '../../../shared/readable-names.ts';
import { junkPatterns } from './junk-names.ts';

export interface IgnoreRules {
  /** The pattern that leaves out one part of a path, a folder or a file. `parent`: the name of its folder. */
  byName(name: string, parent?: string): string | null;
  /** The pattern that leaves out a file of this name, and would not leave out a folder. */
  byFileName(name: string): string | null;
  /** Some pattern holds `/`: names alone do not decide. Nor do they where they are no UTF-8 (byte-names.ts). */
  looksAtPaths: boolean;
  /** The pattern that leaves out this path (relative, `/` between parts) by any of its parts, file or folder. */
  byPath(relativePath: string): string | null;
  /** The same for a path that is a file. */
  byFilePath(relativePath: string): string | null;
}

export interface IgnoreOptions {
  /** Default: true on Windows and macOS. Junk is matched without case everywhere. */
  foldCase?: boolean;
}

const notAscii = /[\u0080-\uffff]/;

function plain(text: string, foldCase: boolean): string {
  const composed = notAscii.test(text) ? text.normalize('NFC') : text;
  return foldCase ? composed.toLowerCase() : composed;
}

/** `*` is any run of characters, `?` one character; everything else, brackets too, stands for itself. */
function partMatcher(pattern: string, foldCase: boolean): (name: string) => boolean {
  const wanted = plain(pattern, foldCase);
  if (!/[*?]/.test(wanted)) return (name) => name === wanted;
  const suffix = wanted.slice(1);
  if (wanted.startsWith('*') && !/[*?]/.test(suffix)) return (name) => name.endsWith(suffix);
  const prefix = wanted.slice(0, -1);
  if (wanted.endsWith('*') && !/[*?]/.test(prefix)) return (name) => name.startsWith(prefix);
  const [, middle = ''] = /^\*([^*?]+)\*$/.exec(wanted) ?? [];
  if (middle !== '') return (name) => name.includes(middle);
  // `*.*_original`: an extension that ends so; a name without one is a name.
  const [, ending = ''] = /^\*\.\*([^*?.]+)$/.exec(wanted) ?? [];
  if (ending !== '') return (name) => name.endsWith(ending) && name.slice(0, -ending.length).includes('.');
  const glob = [...wanted];
  const [first = ''] = glob;
  const isAnyFirst = first === '*' || first === '?';
  return (name) => (isAnyFirst || name.startsWith(first)) && globMatches(glob, [...name]);
}

/** At most pattern × name steps: on a mismatch only the last star takes one more character. */
function globMatches(glob: readonly string[], name: readonly string[]): boolean {
  let at = 0;
  let star = -1;
  let starTook = 0;
  let g = 0;
  while (at < name.length) {
    if (glob[g] === '*') {
      star = g++;
      starTook = at;
    } else if (g < glob.length && (glob[g] === '?' || glob[g] === name[at])) {
      g++;
      at++;
    } else if (star >= 0) {
      g = star + 1;
      at = ++starTook;
    } else {
      return false;
    }
  }
  while (glob[g] === '*') g++;
  return g === glob.length;
}

interface Compiled {
  pattern: string;
  foldCase: boolean;
  /** One matcher: any part may match. Several: they must match from the root on. */
  parts: ((name: string) => boolean)[];
  anchored: boolean;
}

function compile(pattern: string, foldCase: boolean): Compiled | null {
  const parts = pattern.split('/').filter((part) => part !== '');
  if (parts.length === 0) return null;
  return {
    pattern,
    foldCase,
    parts: parts.map((part) => partMatcher(part, foldCase)),
    anchored: parts.length > 1 || pattern.startsWith('/'),
  };
}

// Every file of a library passes here at every scan, so junk is looked up, not tried pattern by pattern.
interface Junk {
  extensions: Map<string, string>;
  names: Map<string, string>;
  other: Compiled[];
}

function junkOf(patterns: readonly string[]): Junk {
  const junk: Junk = { extensions: new Map(), names: new Map(), other: [] };
  for (const pattern of patterns) {
    if (/^\*\.[^*?.]+$/.test(pattern)) junk.extensions.set(pattern.slice(2).toLowerCase(), pattern);
    else if (!/[*?]/.test(pattern)) junk.names.set(pattern.toLowerCase(), pattern);
    else if (pattern !== '.*') junk.other.push(...[compile(pattern, true)].filter((found) => found !== null));
  }
  return junk;
}

const junkAnywhere = junkOf(junkPatterns.anywhere);
const junkFiles = junkOf(junkPatterns.filesOnly);
/** By the name of the folder inside: the folder it lies in, and the pattern. */
const junkInFolders = new Map<string, Map<string, string>>();
for (const pattern of junkPatterns.inFolders) {
  const [parent = '', name = ''] = pattern.toLowerCase().split('/');
  junkInFolders.set(name, (junkInFolders.get(name) ?? new Map<string, string>()).set(parent, pattern));
}

/** `folded` in lower case. */
function junkBy(junk: Junk, name: string, folded: string): string | null {
  const dot = folded.lastIndexOf('.');
  const found = junk.names.get(folded) ?? (dot < 0 ? undefined : junk.extensions.get(folded.slice(dot + 1)));
  return found ?? matching(junk.other, name, folded);
}

function matching(patterns: readonly Compiled[], exact: string, folded: string): string | null {
  for (const one of patterns) if (one.parts[0]?.(one.foldCase ? folded : exact)) return one.pattern;
  return null;
}

/**
 * A pattern without `/` is matched against each part of the path; one with `/` from the watched folder's root on, and
 * with everything below. Empty patterns match nothing. At most a few hundred patterns are expected.
 */
export function ignoreRules(patterns: readonly string[] = [], options: IgnoreOptions = {}): IgnoreRules {
  const foldCase = options.foldCase ?? (process.platform === 'win32' || process.platform === 'darwin');
  const own = patterns.map((pattern) => compile(pattern.trim(), foldCase)).filter((found) => found !== null);
  const loose = own.filter((one) => !one.anchored);
  const anchored = own.filter((one) => one.anchored);

  function byName(name: string, parent = ''): string | null {
    if (name.charCodeAt(0) === 46) return '.*';
    const exact = plain(name, false);
    const folded = exact.toLowerCase();
    const inside = junkInFolders.get(folded)?.get(plain(parent, true));
    const found = inside ?? junkBy(junkAnywhere, exact, folded) ?? matching(loose, exact, folded);
    // A name that is no UTF-8 is left out by its own bytes and by its readable text.
    return found ?? (isByteName(name) ? byName(readable(name), readable(parent)) : null);
  }

  function byFileName(name: string): string | null {
    const exact = plain(name, false);
    const found = junkBy(junkFiles, exact, exact.toLowerCase());
    return found ?? (isByteName(name) ? byFileName(readable(name)) : null);
  }

  function byRoot(parts: readonly string[]): string | null {
    for (const one of anchored) {
      if (one.parts.length > parts.length) continue;
      if (one.parts.every((matches, index) => matches(plain(parts[index] ?? '', one.foldCase)))) return one.pattern;
    }
    return null;
  }

  function byPath(relativePath: string): string | null {
    const parts = relativePath.split('/');
    for (const [index, part] of parts.entries()) {
      const found = byName(part, parts[index - 1]);
      if (found !== null) return found;
    }
    const found = anchored.length === 0 ? null : byRoot(parts);
    // Beside the other names of its path its readable text may be another one.
    return found ?? (isByteName(relativePath) ? byPath(readable(relativePath)) : null);
  }

  return {
    byName,
    byFileName,
    looksAtPaths: anchored.length > 0,
    byPath,
    byFilePath: (relativePath) =>
      byPath(relativePath) ?? byFileName(relativePath.slice(relativePath.lastIndexOf('/') + 1)),
  };
}

/** The pattern that leaves out the file `relativePath`, or null. For a single path; for many, keep `ignoreRules`. */
export function ignoredBy(
  relativePath: string,
  patterns: readonly string[],
  options: IgnoreOptions = {},
): string | null {
  return ignoreRules(patterns, options).byFilePath(relativePath);
}
