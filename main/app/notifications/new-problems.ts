// Which causes of problems are news: those with more photos than were known. Remembers what has been said; says nothing itself.
import type { ProblemGroup } from '../../../shared/library/problem.ts';

export interface NewProblems {
  /** What is so now is no news: at the start, and whenever problems went away. */
  markKnown(): Promise<void>;
  /** Causes that are new or have grown since, each with all of its photos. From here on they are known. */
  takeNew(): Promise<ProblemGroup[]>;
}

/** Problems of one album are a cause of their own. */
export function causeKey({ reason, albumId, folder }: Pick<ProblemGroup, 'reason' | 'albumId' | 'folder'>): string {
  return `${reason} ${albumId ?? ''} ${folder?.folderId ?? ''}`;
}

/** `ask` answers null when nobody can say. */
export function newProblems(ask: () => Promise<ProblemGroup[] | null>): NewProblems {
  let known = new Map<string, number>();

  const look = async (): Promise<{ groups: ProblemGroup[]; before: ReadonlyMap<string, number> }> => {
    const before = known;
    const groups = await ask();
    if (groups) known = new Map(groups.map((group) => [causeKey(group), group.photos]));
    return { groups: groups ?? [], before };
  };

  return {
    markKnown: async () => void (await look()),
    async takeNew() {
      const { groups, before } = await look();
      return groups.filter((group) => group.photos > (before.get(causeKey(group)) ?? 0));
    },
  };
}
