// Writes out/licences.txt: name, version, licence and its text for every package that users get, read from the
// packages.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

interface Package {
  name: string;
  version: string;
  licence: string;
  home: string;
  text: string;
}

/** As package.json has it; all of it is from outside, so every field may be anything. */
interface Manifest {
  name?: unknown;
  version?: unknown;
  license?: unknown;
  homepage?: unknown;
  repository?: unknown;
  dependencies?: object;
  optionalDependencies?: object;
}

const read = (file: string): Manifest => JSON.parse(readFileSync(file, 'utf8')) as Manifest;
const word = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The folder of the package that a bundled file belongs to; null for our own files. */
export function packageFolder(file: string): string | null {
  const parts = file.split(/[\\/]/u);
  const at = parts.lastIndexOf('node_modules');
  if (at === -1 || parts[at + 1] === undefined) return null;
  return parts.slice(0, at + (parts[at + 1]?.startsWith('@') ? 3 : 2)).join(sep);
}

/** Folders of all packages that are required at run time, and of those that they require. */
function runtimeFolders(root: string): Set<string> {
  const found = new Set<string>();
  const visit = (manifestFile: string): void => {
    const manifest = read(manifestFile);
    const wanted = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    for (const name of wanted) {
      const folder = folderOf(name, dirname(manifestFile));
      // An optional package of another system is not there.
      if (folder === null || found.has(folder)) continue;
      found.add(folder);
      visit(join(folder, 'package.json'));
    }
  };
  visit(join(root, 'package.json'));
  return found;
}

function folderOf(name: string, from: string): string | null {
  const places = createRequire(join(from, 'x.js')).resolve.paths(name) ?? [];
  return places.map((place) => join(place, name)).find((folder) => existsSync(join(folder, 'package.json'))) ?? null;
}

function described(folder: string): Package {
  const manifest = read(join(folder, 'package.json'));
  const file = readdirSync(folder)
    .sort()
    .find((name) => /^(?:licen[cs]e|copying|unlicense)(?:$|[.-])/iu.test(name));
  const repository = manifest.repository as { url?: unknown } | string | undefined;
  return {
    name: word(manifest.name),
    version: word(manifest.version),
    licence: word(manifest.license) || 'see its text',
    home: word(manifest.homepage) || word(typeof repository === 'object' ? repository.url : repository),
    text: file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim(),
  };
}

const line = '-'.repeat(80);
const heading = `Licences of the packages in OK Photo Sync

The program itself is under the MIT licence. It runs on Electron (MIT); the licences of Electron and of Chromium lie beside the
program as LICENSE.electron.txt and LICENSES.chromium.html.
`;

/** `root`: of the project. `bundled`: files in a bundle. Safe to repeat. Returns the number of packages. */
export function writeLicences(root: string, bundled: Iterable<string>): number {
  const folders = runtimeFolders(root);
  for (const file of bundled) {
    const folder = packageFolder(file);
    if (folder !== null && existsSync(join(folder, 'package.json'))) folders.add(folder);
  }
  const packages = new Map([...folders].map((folder) => [folder, described(folder)]));
  const unique = new Map([...packages.values()].map((one) => [`${one.name} ${one.version}`, one]));
  const sorted = [...unique.values()].filter((one) => one.name !== '').sort((a, b) => (a.name < b.name ? -1 : 1));
  const texts = sorted.map(({ name, version, licence, home, text }) =>
    [line, `${name} ${version}`, `Licence: ${licence}`, home, '', text]
      .filter((part, at) => part !== '' || at > 3)
      .join('\n'),
  );
  mkdirSync(join(root, 'out'), { recursive: true });
  writeFileSync(join(root, 'out', 'licences.txt'), `${heading}\n${texts.join('\n\n')}\n`);
  return sorted.length;
}
