// Counts the photos below a folder that is not added yet, by their names. Ends in time, and says when it is incomplete.
import { readable } from '../../../shared/readable-names.ts';
import { ignoreRules } from './ignore-rules.ts';
import { newest } from './newest.ts';
import { isDrawableNamed } from '../../../shared/image-formats.ts';
import { versionOf } from '../../../shared/photo-versions.ts';
import { fileSystemOf } from './file-system.ts';
import { isNamedAsPhoto } from './counts-as-photo.ts';
import { walk, type DiskEntry, type WalkResult, type Unreadable } from './walk.ts';

export interface SurveyedFolder {
  /** Relative, `/` between parts, '' for the folder itself. Only the images directly in it count. */
  path: string;
  photos: number;
  bytes: number;
}

export type NewPhoto = Pick<DiskEntry, 'relativePath' | 'mtimeNs'>;

export type FolderSurvey =
  | {
      kind: 'surveyed';
      photos: number;
      bytes: number;
      subfolders: SurveyedFolder[];
      /** false: time or room ran out, there is more. */ complete: boolean;
      /** Edited photos whose original lies beside them. */ versions: number;
      /** What could not be read: how many files and folders, and the first one. null: nothing. */
      unopened: { places: number; first: string; code: string } | null;
      /** Photos that can be shown small, of what was seen; newest first. */ newest: NewPhoto[];
    }
  | Exclude<WalkResult, { kind: 'complete' | 'aborted' }>;

export interface SurveyOptions {
  patterns?: readonly string[];
  /** Milliseconds. */
  atMostMs?: number;
  /** Subfolders listed; further ones count in the sums only. */
  listed?: number;
  /** So many of the newest photos are listed. Default none. */
  newest?: number;
  signal?: AbortSignal;
  /** Sums so far, when they have grown enough to be worth showing. */
  onFound?: (photos: number, bytes: number) => void;
}

/** After so many more photos, or a tenth more: about ninety times for a hundred thousand photos. */
const worthReporting = 50;

/** Larger ones would take too long to read for a preview. */
const mostBytesShown = 50_000_000;

export async function survey(root: string, options: SurveyOptions = {}): Promise<FolderSurvey> {
  const listed = options.listed ?? 5_000;
  const timeUp = AbortSignal.timeout(options.atMostMs ?? 5_000);
  const folders = new Map<string, SurveyedFolder>();
  const young = newest<NewPhoto>(options.newest ?? 0);
  let photos = 0;
  let bytes = 0;
  let all = true;
  let reported = 0;
  let versions = 0;
  let here = folderVersions();
  let at = '';

  /** All files of a folder come one after another. */
  function leaveFolder(): void {
    versions += here.pairs();
    for (const raw of here.rawsAlone()) add(raw);
    here = folderVersions();
  }

  function add({ path, sizeBytes }: { path: string; sizeBytes: number }): void {
    photos++;
    bytes += sizeBytes;
    let folder = folders.get(path);
    if (!folder) {
      if (folders.size >= listed) {
        all = false;
        return;
      }
      folder = { path, photos: 0, bytes: 0 };
      folders.set(path, folder);
    }
    folder.photos++;
    folder.bytes += sizeBytes;
  }

  const result = await walk({
    root,
    ignore: ignoreRules(options.patterns),
    neverBlock: (await fileSystemOf(root)).network,
    signal: options.signal ? AbortSignal.any([timeUp, options.signal]) : timeUp,
    onBatch(entries) {
      for (const entry of entries) {
        const slash = entry.relativePath.lastIndexOf('/');
        const name = entry.relativePath.slice(slash + 1);
        if (!isNamedAsPhoto(name)) continue;
        if (entry.sizeBytes > 0 && entry.sizeBytes <= mostBytesShown && isDrawableNamed(name)) young.offer(entry);
        const path = entry.relativePath.slice(0, Math.max(0, slash));
        if (path !== at) leaveFolder();
        at = path;
        // Beside its JPEG a raw file is not sent; whether there is one is known at the end of its folder.
        if (!here.note(entry.relativePath, { path, sizeBytes: entry.sizeBytes }))
          add({ path, sizeBytes: entry.sizeBytes });
      }
      if (photos - reported < Math.max(worthReporting, reported / 10)) return;
      reported = photos;
      options.onFound?.(photos, bytes);
    },
  });
  if (result.kind !== 'complete' && result.kind !== 'aborted') return result;
  leaveFolder();
  return {
    kind: 'surveyed',
    photos,
    bytes,
    subfolders: [...folders.values()],
    complete: all && result.kind === 'complete',
    versions,
    unopened: result.kind === 'complete' ? unopenedOf(result.unreadable) : null,
    newest: young.list(),
  };
}

interface Raw {
  path: string;
  sizeBytes: number;
}

/** Versions of photos among the names of one folder. */
function folderVersions() {
  const originals = new Set<string>();
  const pictures = new Set<string>();
  const edited: string[] = [];
  const raws: (Raw & { key: string })[] = [];
  return {
    /** true: a raw file; whether it counts is known at the end of its folder. */
    note(path: string, raw: Raw): boolean {
      const version = versionOf(path);
      if (version === null) return false;
      if (version.kind === 'raw') raws.push({ ...raw, key: version.key });
      else pictures.add(version.key);
      if (version.kind === 'original') originals.add(version.key);
      if (version.kind === 'edited') edited.push(version.key);
      return version.kind === 'raw';
    },
    pairs: (): number => edited.filter((key) => originals.has(key)).length,
    rawsAlone: (): Raw[] => raws.filter(({ key }) => !pictures.has(key)),
  };
}

function unopenedOf(unreadable: readonly Unreadable[]): { places: number; first: string; code: string } | null {
  const [first] = unreadable;
  return first === undefined
    ? null
    : { places: unreadable.length, first: readable(first.relativePath), code: first.code };
}
