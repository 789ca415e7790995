// Compares the photos of a run with the demo service's ledger: each one once in its album, byte for byte, nothing else.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { PhotoLine } from '../output/photo-line.ts';

const ledgerShape = z.object({
  albums: z.array(z.object({ aid: z.string(), title: z.string() })),
  photos: z.array(z.object({ albumId: z.string().nullable(), sha256: z.string(), deleted: z.boolean() })),
});

export type ServiceLedger = z.infer<typeof ledgerShape>;

export interface Proof {
  /** Different photos that had to arrive, counted once an album. */
  wanted: number;
  missing: PhotoLine[];
  repeated: { line: PhotoLine; times: number }[];
  /** sha256 of what nobody wanted. */
  foreign: string[];
}

export async function readServiceLedger(address: string): Promise<ServiceLedger> {
  const answer = await fetch(new URL('__emulator/ledger?only=albums,photos', address));
  return ledgerShape.parse(await answer.json());
}

export async function prove(lines: readonly PhotoLine[], ledger: ServiceLedger): Promise<Proof> {
  const titles = new Map(ledger.albums.map(({ aid, title }) => [aid, title]));
  const arrived = new Map<string, { sha256: string; times: number }>();
  for (const { albumId, sha256, deleted } of ledger.photos) {
    if (deleted) continue;
    const key = keyOf(albumId === null ? null : (titles.get(albumId) ?? albumId), sha256);
    arrived.set(key, { sha256, times: (arrived.get(key)?.times ?? 0) + 1 });
  }
  const proof: Proof = { wanted: 0, missing: [], repeated: [], foreign: [] };
  const wanted = new Set<string>();
  for (const line of lines) {
    // What is still waiting at the end was wanted and is not there.
    if (line.state !== 'done' && line.state !== 'waiting' && line.state !== 'failed') continue;
    const key = keyOf(line.album, await hashOf(line.path));
    if (wanted.has(key)) continue;
    wanted.add(key);
    const times = arrived.get(key)?.times ?? 0;
    if (times === 0) proof.missing.push(line);
    if (times > 1) proof.repeated.push({ line, times });
  }
  proof.wanted = wanted.size;
  for (const [key, { sha256 }] of arrived) if (!wanted.has(key)) proof.foreign.push(sha256);
  return proof;
}

export function holds({ missing, repeated, foreign }: Proof): boolean {
  return missing.length + repeated.length + foreign.length === 0;
}

function keyOf(album: string | null, sha256: string): string {
  return JSON.stringify([album, sha256]);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
