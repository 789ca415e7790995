// `npm run icons`: draws the PNG files of the app's icon and of the tray from their SVG. The results are committed.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const folder = import.meta.dirname;

/** electron-builder makes .icns and .ico from it, and asks for 512 px at least. */
const APP_ICON_PX = 1024;

/**
 * Tray icons come in one ink per background: macOS recolours a black template, elsewhere the panel's colour decides.
 * Files are `tray/STATE-INK-SIZE.png` with `@2x` beside them, which Electron finds by itself.
 */
const inks = { template: '#000000', 'on-light': '#211C17', 'on-dark': '#FFFFFF' } as const;

async function drawAppIcon(): Promise<void> {
  const svg = await readFile(join(folder, 'app-icon.svg'));
  await draw(svg, APP_ICON_PX, 512, join(folder, 'icon.png'));
}

async function drawTray(): Promise<void> {
  await mkdir(join(folder, 'tray'), { recursive: true });
  const sources = (await readdir(join(folder, 'tray-svg'))).filter((name) => name.endsWith('.svg'));
  for (const source of sources) {
    const [, state, size] = /^(.+)-(\d+)\.svg$/u.exec(source) ?? [];
    if (!state || !size) throw new Error(`${source}: expected a name like ready-16.svg`);
    const svg = await readFile(join(folder, 'tray-svg', source), 'utf8');
    for (const [ink, colour] of Object.entries(inks)) {
      const inked = Buffer.from(svg.replaceAll('currentColor', colour));
      for (const [suffix, factor] of [['', 1] as const, ['@2x', 2] as const]) {
        const target = join(folder, 'tray', `${state}-${ink}-${size}${suffix}.png`);
        await draw(inked, Number(size) * factor, Number(size), target);
      }
    }
  }
}

/** `drawnAt` is the width the SVG has by itself: density scales from there, so that lines stay sharp. */
async function draw(svg: Buffer, width: number, drawnAt: number, target: string): Promise<void> {
  const png = await sharp(svg, { density: (72 * width) / drawnAt })
    .resize(width, width)
    .png({ compressionLevel: 9, palette: false })
    .toBuffer();
  await writeFile(target, png);
}

await drawAppIcon();
await drawTray();
