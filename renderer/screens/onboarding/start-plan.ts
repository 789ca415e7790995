// The plan of the first start: folders with their counts, albums and rules. Pure.
import { firstDefaults, type AskedRules, type NewDefaults } from '../../../shared/library/folder-rules.ts';
import type { Album, Privacy } from '../../../shared/library/album.ts';
import type { Unopened } from '../../../shared/library/folder.ts';
import type { AlbumFormChoice } from '../../components/album-choice.ts';
import { titleKey } from '../../../shared/album-title.ts';
import { targetOf } from '../../components/album-choice.ts';

export interface PlannedFolder {
  path: string;
  name: string;
  ticked: boolean;
  /** Suggested by the program; the person has not decided about it yet. */
  suggested: boolean;
  /** null: nothing is counted yet. */
  photos: number | null;
  bytes: number;
  /** The numbers may still grow. */
  counting: boolean;
  /** Number of albums that «one per folder» would create. */
  subfolders: number;
  /** Titles of those albums. */
  titles: readonly string[];
  /** false: too large to be counted in time; it holds more photos. */
  complete: boolean;
  /** false: the folder could not be read. */
  opens: boolean;
  /** Paths inside it that could not be read. */
  unopened: Unopened | null;
  choice: AlbumFormChoice;
}

export interface StartPlan {
  folders: readonly PlannedFolder[];
  /** Rules for all folders; they become the defaults of later folders and drops. */
  rules: AskedRules;
  /** Initial privacy of every new album. */
  privacy: Privacy;
}

export function planFrom({ privacy, ...rules }: NewDefaults): StartPlan {
  return { folders: [], rules, privacy };
}

export const emptyPlan: StartPlan = planFrom(firstDefaults);

/** The defaults that follow from the first start: its rules, and the narrowest privacy chosen for a new album. */
export function defaultsChosen(plan: StartPlan): NewDefaults {
  const made = chosen(plan).filter(({ choice }) => choice.album === 'new' || choice.album === 'per_subfolder');
  const narrowest = narrowToWide.find((level) => made.some(({ choice }) => choice.privacy === level));
  return { ...plan.rules, privacy: narrowest ?? plan.privacy };
}
const narrowToWide = ['private', 'friends', 'public'] as const satisfies readonly Privacy[];

/** A folder that the person has chosen is ticked, even if it was a suggestion before. */
export function withFolder(plan: StartPlan, path: string, name: string): StartPlan {
  const known = plan.folders.some((folder) => folder.path === path);
  const there = known ? plan : { ...plan, folders: [...plan.folders, plannedFolder(path, name, plan.privacy)] };
  return withTick(there, path, true);
}

/** Only into an empty list: after coming back the person finds their own choice. */
export function withSuggestions(
  plan: StartPlan,
  suggestions: readonly { path: string; name: string; ticked: boolean }[],
): StartPlan {
  if (plan.folders.length > 0) return plan;
  const folders = suggestions.map(({ path, name, ticked }) => ({
    ...plannedFolder(path, name, plan.privacy),
    ticked,
    suggested: true,
  }));
  return { ...plan, folders };
}

/** If one folder contains another, only the one chosen last stays ticked: the engine refuses both together. */
export function withTick(plan: StartPlan, path: string, ticked: boolean): StartPlan {
  const folders = plan.folders.map((folder) => {
    if (folder.path === path) return { ...folder, ticked, suggested: false };
    return ticked && overlap(folder.path, path) ? { ...folder, ticked: false } : folder;
  });
  return { ...plan, folders };
}

/** A suggestion without photos loses its tick unless the person has set it; an unreadable folder always loses it. */
export function withCount(
  plan: StartPlan,
  path: string,
  found: Partial<
    Pick<PlannedFolder, 'photos' | 'bytes' | 'subfolders' | 'titles' | 'complete' | 'opens' | 'unopened' | 'counting'>
  >,
): StartPlan {
  const folders = plan.folders.map((folder) => {
    if (folder.path !== path) return folder;
    const next = { ...folder, ...found };
    const empty = next.suggested && !next.counting && next.photos === 0;
    return empty || (found.opens === false && folder.opens) ? { ...next, ticked: false } : next;
  });
  return { ...plan, folders };
}

export function withChoice(plan: StartPlan, path: string, choice: AlbumFormChoice): StartPlan {
  return { ...plan, folders: plan.folders.map((folder) => (folder.path === path ? { ...folder, choice } : folder)) };
}

function plannedFolder(path: string, name: string, privacy: Privacy): PlannedFolder {
  return {
    path,
    name,
    ticked: true,
    suggested: false,
    photos: null,
    bytes: 0,
    counting: true,
    subfolders: 1,
    titles: [],
    complete: true,
    opens: true,
    unopened: null,
    choice: { album: 'new', title: name, privacy },
  };
}

/** Works with both kinds of slash. */
function overlap(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => `${path.replaceAll('\\', '/').replace(/\/+$/u, '')}/`) as [string, string];
  return a.startsWith(b) || b.startsWith(a);
}

export function chosen(plan: StartPlan): readonly PlannedFolder[] {
  const ticked = plan.folders.filter((folder) => folder.ticked);
  return ticked.map((folder, index) => {
    const { choice } = folder;
    if (!choice.album.startsWith(plannedMark) || makerOf(choice, ticked.slice(0, index)) !== null) return folder;
    // The folder that was to create the album is left out, or creates another one now.
    return { ...folder, choice: { ...choice, album: 'new' } };
  });
}

const plannedMark = 'planned:';

/**
 * The folder before this one that creates an album with the same title; null: none, or the person wants another
 * album.
 */
export function makerOf(choice: AlbumFormChoice, before: readonly PlannedFolder[]): PlannedFolder | null {
  const key = titleKey(choice.title);
  const isOwn = choice.album === 'new' && choice.anotherOf !== key;
  if (key === '' || (!isOwn && !choice.album.startsWith(plannedMark))) return null;
  const maker = before.find((folder) => folder.choice.album === 'new' && titleKey(folder.choice.title) === key);
  return maker !== undefined && (isOwn || choice.album === plannedValue(maker)) ? maker : null;
}

/** The value of the choice «the album that this folder creates». */
export const plannedValue = ({ path }: Pick<PlannedFolder, 'path'>): string => `${plannedMark}${path}`;

interface Sums {
  photos: number;
  bytes: number;
  growing: boolean;
}

/** `growing`: a chosen folder is still being counted, or is too large to be counted in time. */
export function sums(plan: StartPlan): Sums {
  return chosen(plan).reduce<Sums>(
    (sum, folder) => ({
      photos: sum.photos + (folder.photos ?? 0),
      bytes: sum.bytes + folder.bytes,
      growing: sum.growing || folder.counting || !folder.complete,
    }),
    { photos: 0, bytes: 0, growing: false },
  );
}

/** Every chosen folder has a complete album choice. */
export function isComplete(plan: StartPlan, albums: readonly Album[]): boolean {
  const folders = chosen(plan);
  return folders.every(({ choice, titles }, index) => {
    const maker = makerOf(choice, folders.slice(0, index));
    if (choice.album.startsWith(plannedMark)) return maker !== null;
    return maker === null && targetOf(choice, albums, titles) !== null;
  });
}
