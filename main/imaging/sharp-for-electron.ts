// Loads sharp, with the build that fits the program it runs in. The only place that imports sharp; decides nothing about pictures.
import { createRequire } from 'node:module';
import type sharpModule from 'sharp';

export type SharpModule = typeof sharpModule;

/**
 * [Note: no GLib of our own beside Electron's] Electron's program on Linux is linked with the system's GLib, sharp's native package brings
 * another copy; both in one process clash with anything from a flood of GLib-GObject-CRITICAL lines to a crash (lovell/sharp#4525, #4522).
 * sharp's WebAssembly build has no such clash. sharp's loader asks for the native package first, so that name is answered with the other.
 */
const nativeOnLinux = /^@img\/sharp-linux(musl)?-[a-z0-9]+\/sharp\.node$/;
const webAssembly = '@img/sharp-wasm32/sharp.node';

/** What sharp's loader will be given for `request` in a program with these `versions` on this `platform`. */
export function sharpBinaryFor(
  request: string,
  platform: NodeJS.Platform,
  versions: Record<string, string | undefined>,
): string {
  return platform === 'linux' && versions['electron'] !== undefined && nativeOnLinux.test(request)
    ? webAssembly
    : request;
}

type Resolver = { _resolveFilename: (request: string, ...rest: unknown[]) => string };

let loaded: Promise<SharpModule> | undefined;

async function load(): Promise<SharpModule> {
  // libvips writes its warnings about strangers' files to standard error, where nobody reads them.
  process.env['VIPS_WARNING'] ??= '1';
  const resolver = createRequire(import.meta.url)('node:module') as Resolver;
  const original = resolver._resolveFilename;
  resolver._resolveFilename = (request, ...rest) =>
    original(sharpBinaryFor(request, process.platform, process.versions), ...rest);
  try {
    const { default: sharp } = await import('sharp');
    // One photo at a time per process, several processes: threads and caches inside one would only cost memory.
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  } finally {
    resolver._resolveFilename = original;
  }
}

/** sharp, loaded at the first call and the same from then on. Rejects when neither build can be loaded: a broken installation. */
export function loadSharp(): Promise<SharpModule> {
  loaded ??= load();
  return loaded;
}

/**
 * Parsers that no photo needs: the fewer of them meet a stranger's file, the better. For the imaging process only: it is for the whole
 * process and cannot be taken back.
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
