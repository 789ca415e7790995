// Finds the causes of problems that are new since the last notification: those with more photos than before.
import type { ProblemGroup } from '../../../shared/library/problem.ts';

export interface NewProblems {
  /** Everything that is so now counts as known: at the start, and whenever problems went away. */
  markKnown(): Promise<void>;
  /** Causes that are new or have grown, each with all of its photos. From here on they are known. */
  takeNew(): Promise<ProblemGroup[]>;
}

/** Problems of one album are a cause of their own. */
export function causeKey({ reason, albumId, folder }: Pick<ProblemGroup, 'reason' | 'albumId' | 'folder'>): string {
  return `${reason} ${albumId ?? ''} ${folder?.folderId ?? ''}`;
}

/** `load` answers null when the engine gives no list; then nothing changes. */
export function newProblems(load: () => Promise<ProblemGroup[] | null>): NewProblems {
  let known = new Map<string, number>();

  const reload = async (): Promise<{ groups: ProblemGroup[]; before: ReadonlyMap<string, number> }> => {
    const before = known;
    const groups = await load();
    if (groups) known = new Map(groups.map((group) => [causeKey(group), group.photos]));
    return { groups: groups ?? [], before };
  };

  return {
    markKnown: async () => void (await reload()),
    async takeNew() {
      const { groups, before } = await reload();
      return groups.filter((group) => group.photos > (before.get(causeKey(group)) ?? 0));
    },
  };
}
