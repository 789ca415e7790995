// Loads sharp, in the build that fits the program it runs in. The only module that imports sharp.
import { createRequire } from 'node:module';
import type sharpModule from 'sharp';

export type SharpModule = typeof sharpModule;

/**
 * [Note: no GLib of our own beside Electron's] On Linux Electron is linked with the system's GLib, and sharp's native
 * package brings another copy. Both in one process cause anything from GLib-GObject-CRITICAL lines to a crash
 * (lovell/sharp#4525, #4522). sharp's WebAssembly build has no such problem, and sharp's loader takes it when it cannot
 * find the native package: so that package is hidden.
 */
const nativeOnLinux = /^@img\/sharp-linux(musl)?-[a-z0-9]+\/sharp\.node$/;

/** Whether `request` of sharp's loader must fail in a program with these `versions` on this `platform`. */
export function isHidden(
  request: string,
  platform: NodeJS.Platform,
  versions: Record<string, string | undefined>,
): boolean {
  return platform === 'linux' && versions['electron'] !== undefined && nativeOnLinux.test(request);
}

type Resolver = { _resolveFilename: (request: string, ...rest: unknown[]) => string };

let loaded: SharpModule | undefined;

function load(): SharpModule {
  // libvips would write warnings about strangers' files to standard error, where nobody reads them.
  process.env['VIPS_WARNING'] ??= '1';
  const require = createRequire(import.meta.url);
  const resolver = require('node:module') as Resolver;
  const original = resolver._resolveFilename;
  resolver._resolveFilename = (request, ...rest) => {
    if (isHidden(request, process.platform, process.versions))
      throw Object.assign(new Error(`hidden: ${request}`), { code: 'MODULE_NOT_FOUND' });
    return original(request, ...rest);
  };
  try {
    // Required, not imported: sharp's ES module reads JSON in a way that older Nodes warn about.
    const sharp = require('sharp') as SharpModule;
    // One photo at a time per process, several processes: threads and caches inside one would only cost memory.
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  } finally {
    resolver._resolveFilename = original;
  }
}

/**
 * sharp, loaded at the first call and the same from then on. Throws when neither build can be loaded: a broken
 * installation.
 */
export function loadSharp(): SharpModule {
  loaded ??= load();
  return loaded;
}

/**
 * Blocks parsers that no photo needs: the fewer of them read a stranger's file, the better. For the imaging process
 * only: it affects the whole process and cannot be undone.
 */
export function closeUnneededLoaders(sharp: SharpModule): void {
  const operations = [
    'Svg',
    'Pdf',
    'Magick',
    'Magick7',
    'OpenSlide',
    'Ppm',
    'Fits',
    'Rad',
    'Csv',
    'Matrix',
    'Mat',
    'Analyze',
    'Vips',
    'Jp2k',
    'Jxl',
    'DcRaw',
    'OpenExr',
    'Nifti',
    'Ultrahdr',
  ];
  sharp.block({ operation: operations.map((name) => `VipsForeignLoad${name}`) });
}
