// Folders whose rules or album have changed and whose waiting photos do not know it yet. Survives the end of the program; judges nothing.
import { z } from 'zod';
import type { Meta } from './meta.ts';

/** Folder → how often it was changed: a change that comes while the folder is judged is not taken for judged, too. */
const marks = z.record(z.string(), z.number().int());

export function openRulesPending(meta: Meta) {
  function read(): Record<string, number> {
    const text = meta.text('unjudged');
    if (text === null) return {};
    return marks.parse(JSON.parse(text));
  }
  function write(all: Record<string, number>): void {
    meta.put('unjudged', Object.keys(all).length === 0 ? null : JSON.stringify(all));
  }

  return {
    /** In the transaction of the change. */
    add(folderId: number): void {
      const all = read();
      write({ ...all, [folderId]: (all[folderId] ?? 0) + 1 });
    },
    /** What `done` must be told; 0 when nothing is to be judged. */
    mark: (folderId: number): number => read()[folderId] ?? 0,
    has: (folderId: number): boolean => meta.text('unjudged') !== null && read()[folderId] !== undefined,
    all: (): number[] => Object.keys(read()).map(Number),
    /** Judged as of `mark`; a later change stays to be judged. */
    done(folderId: number, mark: number): void {
      const { [folderId]: now, ...others } = read();
      if (now === mark) write(others);
    },
  };
}
export type RulesPending = ReturnType<typeof openRulesPending>;
