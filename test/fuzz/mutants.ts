// Mutant number K of a seed: which picture, corrupted how. The same mutant each time.
import type { ImageFormat } from '../../shared/image-formats.ts';
import { chanceOf } from './chance.ts';
import { mutators, withTrueChecksums } from './mutate-bytes.ts';
import { openMetadataMutants } from './mutate-metadata.ts';
import type { Seed } from './seeds.ts';

export type Mutant = {
  number: number;
  /** The format of the picture it was made from. */
  format: ImageFormat;
  from: string;
  how: string;
  /** Ends of names tell what a person expects; some lie, some say nothing. */
  extension: string;
  bytes: Buffer;
};

const ways = Object.entries(mutators);
/** Decoding a HEIC costs as much as ten others. */
const rarely = new Set(['heic', 'jpeg large']);

export async function openMutants(seeds: readonly Seed[], seedNumber: number): Promise<(number: number) => Mutant> {
  const metadataMutant = await openMetadataMutants(seeds);
  const often = seeds.flatMap((seed) => (rarely.has(seed.name) ? [seed] : [seed, seed, seed]));
  return (number) => {
    const chance = chanceOf(seedNumber, number);
    if (chance.once(6)) {
      const { seed, how, bytes } = metadataMutant(chance);
      return { number, format: seed.format, from: seed.name, how, extension: seed.extension, bytes };
    }
    const seed = chance.pick(often);
    const [name, mutate] = chance.pick(ways);
    const other = chance.pick(seeds).bytes;
    let bytes = mutate(seed.bytes, chance, other);
    let how = name;
    if (chance.once(5)) {
      const [second, again] = chance.pick(ways);
      bytes = bytes.length === 0 ? bytes : again(bytes, chance, other);
      how = `${name}, then ${second}`;
    }
    const extension = chance.once(12) ? chance.pick(['', 'txt', 'dng', 'jpg', 'png', 'heic']) : seed.extension;
    return {
      number,
      format: seed.format,
      from: seed.name,
      how,
      extension,
      bytes: chance.once(2) ? withTrueChecksums(bytes) : bytes,
    };
  };
}
