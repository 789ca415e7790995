// One picture of the five tray icons, from the shipped files, with their texts.
import type { Language } from '../../shared/locales/languages.ts';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { translate } from '../../shared/locales/translate.ts';
import { fileOf, keep, type Theme } from './camera.ts';

const icons = resolve(import.meta.dirname, '../../build/tray');
const states = [
  ['ready', 'ready'],
  ['sending', 'sending'],
  ['waiting', 'waiting'],
  ['offline', 'offline'],
  ['needs-you', 'needs_you'],
] as const;
const column = 150;
const height = 140;
const grounds = { light: '#f3efe9', dark: '#1b1917' };
const inks = { light: '#5f5952', dark: '#a8a097' };

export async function shootTray(language: Language, theme: Theme): Promise<void> {
  const width = column * states.length;
  const words = states.map(
    ([, state], index) =>
      `<text x="${column * (index + 0.5)}" y="112" text-anchor="middle" font-family="sans-serif" font-size="13" fill="${inks[theme]}">${translate(language, `tray.state.${state}`)}</text>`,
  );
  const captions = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${words.join('')}</svg>`,
  );
  const signs = states.flatMap(([name], index) => [
    { input: join(icons, `${name}-on-${theme}-22@2x.png`), left: column * index + 34, top: 34 },
    { input: join(icons, `${name}-on-${theme}-16@2x.png`), left: column * index + 88, top: 40 },
  ]);
  const sheet = sharp({ create: { width, height, channels: 3, background: grounds[theme] } });
  await keep(
    await sheet
      .composite([{ input: captions }, ...signs])
      .png()
      .toBuffer(),
    fileOf('tray', language, theme),
  );
}
