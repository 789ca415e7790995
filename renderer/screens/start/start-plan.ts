// What the first start has gathered: folders with their counts and albums. Nothing is told to the engine before the last click. Pure.
import type { Album } from '../../../shared/library.ts';
import type { AlbumChoice } from '../../components/album-choice.ts';
import { targetOf } from '../../components/album-choice.ts';

export interface PlannedFolder {
  path: string;
  name: string;
  ticked: boolean;
  /** null while being counted. */
  photos: number | null;
  bytes: number;
  /** Albums that «one per folder» would make. */
  subfolders: number;
  complete: boolean;
  choice: AlbumChoice;
}

export interface StartPlan {
  folders: readonly PlannedFolder[];
  removeGps: boolean;
}

export const emptyPlan: StartPlan = { folders: [], removeGps: true };

/** A folder chosen by its person is ticked, also when it stood there as a suggestion. */
export function withFolder(plan: StartPlan, path: string, name: string, ticked = true): StartPlan {
  if (plan.folders.some((folder) => folder.path === path)) return ticked ? withChange(plan, path, { ticked }) : plan;
  const folder: PlannedFolder = {
    path,
    name,
    ticked,
    photos: null,
    bytes: 0,
    subfolders: 1,
    complete: true,
    choice: { album: 'new', title: name, privacy: 'private' },
  };
  return { ...plan, folders: [...plan.folders, folder] };
}

export function withChange(plan: StartPlan, path: string, change: Partial<PlannedFolder>): StartPlan {
  return { ...plan, folders: plan.folders.map((folder) => (folder.path === path ? { ...folder, ...change } : folder)) };
}

export function withoutFolder(plan: StartPlan, path: string): StartPlan {
  return { ...plan, folders: plan.folders.filter((folder) => folder.path !== path) };
}

export function chosen(plan: StartPlan): readonly PlannedFolder[] {
  return plan.folders.filter((folder) => folder.ticked);
}

export function sums(plan: StartPlan): { photos: number; bytes: number } {
  return chosen(plan).reduce(
    (sum, folder) => ({ photos: sum.photos + (folder.photos ?? 0), bytes: sum.bytes + folder.bytes }),
    { photos: 0, bytes: 0 },
  );
}

/** Every chosen folder has a complete album choice. */
export function isComplete(plan: StartPlan, albums: readonly Album[]): boolean {
  return chosen(plan).every((folder) => targetOf(folder.choice, albums) !== null);
}
