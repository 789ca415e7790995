// Ways to corrupt bytes, with and without knowledge of their structure. Each returns new bytes.
import { crc32 } from 'node:zlib';
import type { Chance } from './chance.ts';
import { partsOf, type Part } from './parts.ts';

export type Mutator = (bytes: Buffer, chance: Chance, other: Buffer) => Buffer;

/** Headers are where a changed byte does most: places near the start come more often. */
const somewhere = (bytes: Buffer, chance: Chance) =>
  Math.floor(chance.real() ** (chance.once(2) ? 1 : 3) * bytes.length);
const telling = [0, 1, 0x7f, 0x80, 0xff, 0xfe, 0xd8, 0xd9, 0xda, 0xc0, 0x3b, 0x2c];
const lengths = [
  0, 1, 2, 3, 4, 7, 8, 0x7f, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff,
];

function replaced(bytes: Buffer, from: number, to: number, by: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)]);
}

function noise(chance: Chance, length: number): Buffer {
  const fill = chance.int(3);
  return Buffer.from(Array.from({ length }, () => (fill === 0 ? 0 : fill === 1 ? 0xff : chance.int(256))));
}

function onPart(change: (bytes: Buffer, part: Part, chance: Chance, parts: Part[]) => Buffer): Mutator {
  return (bytes, chance, other) => {
    const parts = partsOf(bytes);
    return parts.length === 0 ? changedBytes(bytes, chance, other) : change(bytes, chance.pick(parts), chance, parts);
  };
}

const changedBytes: Mutator = (bytes, chance) => {
  const copy = Buffer.from(bytes);
  for (let hits = 1 + chance.int(8); hits > 0 && copy.length > 0; hits -= 1)
    copy[somewhere(copy, chance)] = chance.once(2) ? chance.pick(telling) : chance.int(256);
  return copy;
};

export const mutators: Record<string, Mutator> = {
  'bytes changed': changedBytes,
  'bits turned': (bytes, chance) => {
    const copy = Buffer.from(bytes);
    for (let hits = 1 + chance.int(4); hits > 0 && copy.length > 0; hits -= 1) {
      const at = somewhere(copy, chance);
      copy[at] = (copy[at] ?? 0) ^ (1 << chance.int(8));
    }
    return copy;
  },
  'bytes put in': (bytes, chance) => {
    const at = somewhere(bytes, chance);
    return replaced(bytes, at, at, noise(chance, 1 + chance.int(chance.once(4) ? 5000 : 16)));
  },
  'bytes taken out': (bytes, chance) => {
    const at = somewhere(bytes, chance);
    return replaced(bytes, at, at + 1 + chance.int(chance.once(4) ? 5000 : 16), Buffer.alloc(0));
  },
  'cut short': (bytes, chance) => bytes.subarray(0, chance.int(bytes.length)),
  'last bytes missing': (bytes, chance) => bytes.subarray(0, -1 - chance.int(12)),
  'a block zeroed': (bytes, chance) => {
    const copy = Buffer.from(bytes);
    const at = chance.int(copy.length);
    return copy.fill(0, at, Math.min(copy.length, at + 64 + chance.int(4096)));
  },
  'zeros to the end': (bytes, chance) => Buffer.from(bytes).fill(0, chance.int(bytes.length)),
  'more behind the end': (bytes, chance) => Buffer.concat([bytes, noise(chance, 1 + chance.int(3000))]),
  'another file in front': (bytes, chance, other) =>
    replaced(bytes, 0, 1 + chance.int(40), other.subarray(0, 1 + chance.int(40))),
  'second half of another file': (bytes, chance, other) =>
    Buffer.concat([bytes.subarray(0, chance.int(bytes.length)), other.subarray(chance.int(other.length))]),
  'a length that lies': onPart((bytes, { length }, chance) => {
    const copy = Buffer.from(bytes);
    if (length === null || length.at + length.bytes > copy.length) return copy;
    const { at, bytes: size, isLittle } = length;
    const told = isLittle ? copy.readUIntLE(at, size) : copy.readUIntBE(at, size);
    const lie = chance.once(2) ? chance.pick(lengths) : Math.max(0, told + chance.int(65) - 32);
    const value = lie % 2 ** (8 * size);
    if (isLittle) copy.writeUIntLE(value, at, size);
    else copy.writeUIntBE(value, at, size);
    return copy;
  }),
  'a part twice': onPart((bytes, { start, end }, chance) => {
    const times = chance.once(8) ? 200 : 1;
    const part = bytes.subarray(start, end);
    return replaced(
      bytes,
      end,
      end,
      Buffer.concat(Array.from({ length: part.length > 20_000 ? 1 : times }, () => part)),
    );
  }),
  'a part missing': onPart((bytes, { start, end }) => replaced(bytes, start, end, Buffer.alloc(0))),
  'parts exchanged': onPart((bytes, one, chance, parts) => {
    const two = chance.pick(parts);
    const [a, b] = one.start < two.start ? [one, two] : [two, one];
    if (b.start < a.end) return Buffer.from(bytes);
    return Buffer.concat([
      bytes.subarray(0, a.start),
      bytes.subarray(b.start, b.end),
      bytes.subarray(a.end, b.start),
      bytes.subarray(a.start, a.end),
      bytes.subarray(b.end),
    ]);
  }),
  'inside of a part': onPart((bytes, { from, to }, chance) => {
    const copy = Buffer.from(bytes);
    for (let hits = 1 + chance.int(4); hits > 0 && to > from; hits -= 1)
      copy[from + chance.int(Math.min(to - from, chance.once(3) ? to - from : 24))] = chance.pick(telling);
    return copy;
  }),
  'a part of another file': (bytes, chance, other) => {
    const [mine, theirs] = [partsOf(bytes), partsOf(other)];
    if (mine.length === 0 || theirs.length === 0) return Buffer.concat([bytes, other]);
    const [to, from] = [chance.pick(mine), chance.pick(theirs)];
    return replaced(bytes, to.start, chance.once(2) ? to.end : to.start, other.subarray(from.start, from.end));
  },
};

/**
 * A PNG whose checksums are right again: so that its insides, and not the checksum, decide. Other files are left as
 * they are.
 */
export function withTrueChecksums(bytes: Buffer): Buffer {
  if (!bytes.toString('latin1', 0, 4).startsWith('\x89PNG')) return bytes;
  const copy = Buffer.from(bytes);
  for (const { start, to } of partsOf(copy))
    if (to >= start + 8) copy.writeUInt32BE(crc32(copy.subarray(start + 4, to)), to);
  return copy;
}
