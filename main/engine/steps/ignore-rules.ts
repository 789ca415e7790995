// Which files and folders are left out by their names: junk by default, and the person's patterns. Pure; reads no disk.

/** Left out everywhere. Shown to the person by these very words when they ask why a file is not sent. */
export const junkPatterns = [
  // Hidden files, previews and trash of file managers, phones and other sync programs (.Trash-1000, .stfolder, ._IMG_1.JPG, .trashed-1-IMG.jpg).
  '.*',
  '@eaDir',
  '#recycle',
  '#snapshot',
  '$RECYCLE.BIN',
  'System Volume Information',
  'lost+found',
  '__MACOSX',
  'Thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  'node_modules',
  // Not finished yet; the finished file gets another name.
  '*.part',
  '*.partial',
  '*.filepart',
  '*.crdownload',
  '*.download',
  '*.tmp',
  '*.temp',
  '~$*',
  // Previews and libraries that belong to another program.
  '*.lrdata',
  '*.photoslibrary',
  '*.aplibrary',
] as const;

export interface IgnoreRules {
  /** The pattern that leaves out one part of a path, whatever stands above it. */
  byName(name: string): string | null;
  /** True when some pattern holds `/`: names alone do not tell. */
  looksAtPaths: boolean;
  /** The pattern that leaves out this path (relative, `/` between parts), by any of its parts. */
  byPath(relativePath: string): string | null;
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
  const glob = [...wanted];
  return (name) => globMatches(glob, [...name]);
}

/** Never slower than pattern × name, whatever the pattern: on a mismatch only the last star takes one character more. */
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
const junkExtensions = new Map<string, string>();
const junkNames = new Map<string, string>();
const junkOther: Compiled[] = [];
for (const pattern of junkPatterns) {
  if (/^\*\.[a-z]+$/.test(pattern)) junkExtensions.set(pattern.slice(2), pattern);
  else if (!/[*?]/.test(pattern)) junkNames.set(pattern.toLowerCase(), pattern);
  else if (pattern !== '.*') junkOther.push(...[compile(pattern, true)].filter((found) => found !== null));
}

/** `folded` in lower case. */
function junkBy(name: string, folded: string): string | null {
  if (name.charCodeAt(0) === 46) return '.*';
  const found = junkNames.get(folded) ?? junkExtensions.get(folded.slice(folded.lastIndexOf('.') + 1));
  if (found !== undefined) return found.startsWith('*') && !folded.includes('.') ? null : found;
  return matching(junkOther, name, folded);
}

function matching(patterns: readonly Compiled[], exact: string, folded: string): string | null {
  for (const one of patterns) if (one.parts[0]?.(one.foldCase ? folded : exact)) return one.pattern;
  return null;
}

/**
 * A pattern without `/` is matched against each part of the path; one with `/` from the watched folder's root on, and takes
 * all below with it. Empty patterns say nothing. At most a few hundred patterns are expected.
 */
export function ignoreRules(patterns: readonly string[] = [], options: IgnoreOptions = {}): IgnoreRules {
  const foldCase = options.foldCase ?? (process.platform === 'win32' || process.platform === 'darwin');
  const own = patterns.map((pattern) => compile(pattern.trim(), foldCase)).filter((found) => found !== null);
  const loose = own.filter((one) => !one.anchored);
  const anchored = own.filter((one) => one.anchored);

  function byName(name: string): string | null {
    const exact = plain(name, false);
    const folded = exact.toLowerCase();
    return junkBy(exact, folded) ?? matching(loose, exact, folded);
  }

  function byRoot(parts: readonly string[]): string | null {
    for (const one of anchored) {
      if (one.parts.length > parts.length) continue;
      if (one.parts.every((matches, index) => matches(plain(parts[index] ?? '', one.foldCase)))) return one.pattern;
    }
    return null;
  }

  return {
    byName,
    looksAtPaths: anchored.length > 0,
    byPath(relativePath) {
      const parts = relativePath.split('/');
      for (const part of parts) {
        const found = byName(part);
        if (found !== null) return found;
      }
      return anchored.length === 0 ? null : byRoot(parts);
    },
  };
}

/** The pattern that leaves out `relativePath`, or null. For one question; whoever asks often keeps `ignoreRules`. */
export function ignoredBy(
  relativePath: string,
  patterns: readonly string[],
  options: IgnoreOptions = {},
): string | null {
  return ignoreRules(patterns, options).byPath(relativePath);
}
