// Plain files beside the database with a line for each photo that reached the service. After the library is damaged or
// lost they tell what need not be sent again.
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { addSamePerson, readSamePerson, type RenamedPerson } from './same-person.ts';

const receipt = z.object({
  /** User id on the service; null: not known yet. */
  account: z.string().nullable(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
  /** Remote id of the album; '' for the personal photos. */
  album: z.string(),
  /** The service's permanent id; null when the person said that the photo is there. */
  photo: z.string().min(1).nullable(),
  atMs: z.number().int(),
});
export type Receipt = z.infer<typeof receipt>;

export interface ReceiptsFile {
  /** Never throws: receipts are a second safety net, and a full disk must not undo what the service did. */
  add(receipt: Receipt): void;
  /** The account has another id from now on. Throws where that cannot be written. */
  addSamePerson(one: RenamedPerson): void;
  close(): void;
}

/**
 * [Note: receipts] A backup of the database may be a day old, and what was sent since then would be sent again. A line
 * here is written when a photo is done. It needs no index and no transaction, and survives any damage to the database.
 * One file per month.
 */
export const receiptsFolder = (dataFolder: string): string => join(dataFolder, 'receipts');

export function openReceiptsFile(dataFolder: string): ReceiptsFile {
  let open: { month: string; handle: number } | null = null;

  function handleOf(month: string): number {
    if (open?.month === month) return open.handle;
    if (open !== null) closeSync(open.handle);
    open = null;
    mkdirSync(receiptsFolder(dataFolder), { recursive: true });
    open = { month, handle: openSync(join(receiptsFolder(dataFolder), `receipts-${month}.jsonl`), 'a') };
    return open.handle;
  }

  return {
    add(one) {
      try {
        // A line break in front: an unfinished line of a crash must not swallow this one.
        writeSync(handleOf(new Date(one.atMs).toISOString().slice(0, 7)), `\n${JSON.stringify(one)}`);
      } catch {
        // The database knows it, too.
      }
    },
    addSamePerson: (one) => addSamePerson(receiptsFolder(dataFolder), one),
    close() {
      if (open !== null) closeSync(open.handle);
      open = null;
    },
  };
}

/**
 * Oldest file first, without incomplete lines. A receipt of a former id of the same person names the one of now.
 * `newest`: only so many of the last bytes of the file that was written last.
 */
export function* readReceipts(dataFolder: string, newest?: { bytes: number }): Generator<Receipt> {
  let names: string[];
  try {
    names = readdirSync(receiptsFolder(dataFolder)).filter((name) => /^receipts-[\d-]+\.jsonl$/u.test(name));
  } catch {
    return; // nothing was sent yet
  }
  names.sort();
  const person = readSamePerson(receiptsFolder(dataFolder));
  // Not by name: a clock that was ahead for a day leaves a file of a future month.
  if (newest !== undefined) names = names.sort((a, b) => writtenMs(dataFolder, a) - writtenMs(dataFolder, b)).slice(-1);
  for (const name of names) {
    const bytes = readFileSync(join(receiptsFolder(dataFolder), name));
    const text = (newest === undefined ? bytes : bytes.subarray(-newest.bytes)).toString('utf8');
    for (const line of text.split('\n')) {
      const parsed = receipt.safeParse(jsonOf(line));
      if (!parsed.success) continue;
      const { account } = parsed.data;
      yield { ...parsed.data, account: account === null ? null : (person.now(account)?.userId ?? account) };
    }
  }
}

function writtenMs(dataFolder: string, name: string): number {
  return statSync(join(receiptsFolder(dataFolder), name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
