// The name and the version of this program from package.json, two folders up from the source and from the bundle.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ productName: z.string(), version: z.string() });

export function nameAndVersion(): string {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
  const { productName, version } = manifest.parse(JSON.parse(text));
  return `${productName} ${version}`;
}
