// Folders whose rules or album have changed and whose waiting photos were not evaluated again yet. Survives a restart.
import { z } from 'zod';
import type { LibraryQueries } from './sql-queries/library-queries.ts';
import type { MetaTable, MetaQueries } from './meta.ts';

/** Folder id → how often it was changed: a change that comes during the evaluation stays pending. */
const marks = z.record(z.string(), z.number().int());

export function openRulesPendingQueries(meta: MetaQueries) {
  function read(): Record<string, number> {
    const text = meta.text('unjudged');
    if (text === null) return {};
    return marks.parse(JSON.parse(text));
  }
  return {
    read,
    /** For `done`; 0 when nothing is pending. */
    mark: (folderId: number): number => read()[folderId] ?? 0,
    has: (folderId: number): boolean => meta.text('unjudged') !== null && read()[folderId] !== undefined,
    all: (): number[] => Object.keys(read()).map(Number),
  };
}

export function openRulesPending(meta: MetaTable, queries: LibraryQueries['rulesPending']) {
  function write(all: Record<string, number>): void {
    meta.put('unjudged', Object.keys(all).length === 0 ? null : JSON.stringify(all));
  }
  return {
    ...queries,
    /** Call it in the transaction of the change. */
    add(folderId: number): void {
      const all = queries.read();
      write({ ...all, [folderId]: (all[folderId] ?? 0) + 1 });
    },
    /** The folder was evaluated as of `mark`; a later change stays pending. */
    done(folderId: number, mark: number): void {
      const { [folderId]: now, ...others } = queries.read();
      if (now === mark) write(others);
    },
  };
}
