// JPEG files for the window to show, made in the folder of previews and swept when they are many.
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConversionPlan } from '../../../shared/facts.ts';
import type { Imaging } from '../ports.ts';

/** Pixels; wide enough for half of a large dialog on a dense screen. */
const shownSide = 1200;
/** Each can be made again. */
const keptPictures = 60;

const shownCopy: ConversionPlan = { maxSidePixels: shownSide, maxBytes: null, toFormat: 'jpeg', removeGps: true };

/** The folder with the pictures, each named without `.jpg`. */
export class ShownPictures {
  readonly #folder: string;
  readonly #imaging: Pick<Imaging, 'makeCopy'>;

  constructor(folder: string, imaging: Pick<Imaging, 'makeCopy'>) {
    this.#folder = folder;
    this.#imaging = imaging;
  }

  async makeFolder(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
  }

  /** Returns `name`, or null when the picture at `path` cannot be read. */
  async ofFile(path: string, name: string): Promise<string | null> {
    const made = await this.#imaging.makeCopy(path, this.#pathOf(name), shownCopy);
    return made.kind === 'made' ? name : null;
  }

  /** The same for bytes from the network: they are decoded in the imaging process, which may die of them. */
  async ofBytes(bytes: Uint8Array, name: string): Promise<string | null> {
    const raw = this.#pathOf(`${name}-raw`);
    await writeFile(raw, bytes);
    const shown = await this.ofFile(raw, name);
    await rm(raw, { force: true });
    return shown;
  }

  /** A copy as it would be sent. `make` gets its path; the copy is removed afterwards. */
  async withCopy<T>(name: string, make: (path: string) => Promise<T>): Promise<T> {
    const copy = join(this.#folder, `${name}.copy`);
    try {
      return await make(copy);
    } finally {
      await rm(copy, { force: true });
    }
  }

  /** Where there are too many, keeps the newest half. */
  async sweep(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith('.jpg'));
    if (names.length <= keptPictures) return;
    const ages = await Promise.all(
      names.map(async (name) => ({ name, at: (await stat(join(this.#folder, name)).catch(() => null))?.mtimeMs ?? 0 })),
    );
    ages.sort((a, b) => b.at - a.at);
    await Promise.all(ages.slice(keptPictures / 2).map(({ name }) => rm(join(this.#folder, name), { force: true })));
  }

  #pathOf(name: string): string {
    return join(this.#folder, `${name}.jpg`);
  }
}
