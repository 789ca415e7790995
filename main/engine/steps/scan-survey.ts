// Counts what looks like images below a folder that is not added yet. Opens no file; ends in time and says when it did not finish.
import { ignoreRules } from './ignore-rules.ts';
import { newest } from './newest.ts';
import { isDrawableNamed } from '../../../shared/image-formats.ts';
import { fileSystemOf } from './scan-file-system.ts';
import { isNamedAsPhoto } from './taken-as-photo.ts';
import { scan, type Entry, type ScanResult } from './scan.ts';

export interface SurveyedFolder {
  /** Relative, `/` between parts, '' for the folder itself. Only the images directly in it count. */
  path: string;
  photos: number;
  bytes: number;
}

export type NewPhoto = Pick<Entry, 'relativePath' | 'mtimeNs'>;

export type Survey =
  | {
      kind: 'surveyed';
      photos: number;
      bytes: number;
      subfolders: SurveyedFolder[];
      /** false: time or room ran out, there is more. */ complete: boolean;
      /** Photos that can be shown small, of what was seen; newest first. */ newest: NewPhoto[];
    }
  | Exclude<ScanResult, { kind: 'complete' | 'aborted' }>;

export interface SurveyOptions {
  patterns?: readonly string[];
  /** Milliseconds. */
  atMostMs?: number;
  /** Subfolders listed; further ones count in the sums only. */
  listed?: number;
  /** So many of the newest photos are told. Default none. */
  newest?: number;
  signal?: AbortSignal;
  /** Sums so far, told when they have grown enough to be worth looking at. */
  onFound?: (photos: number, bytes: number) => void;
}

/** Told anew after so many more photos, or after a tenth more of them: a hundred thousand photos are told about ninety times. */
const worthTelling = 50;

/** Larger ones take a while to read, and nobody has asked for them. */
const mostBytesShown = 50_000_000;

export async function survey(root: string, options: SurveyOptions = {}): Promise<Survey> {
  const listed = options.listed ?? 5_000;
  const timeUp = AbortSignal.timeout(options.atMostMs ?? 5_000);
  const folders = new Map<string, SurveyedFolder>();
  const young = newest<NewPhoto>(options.newest ?? 0);
  let photos = 0;
  let bytes = 0;
  let all = true;
  let told = 0;
  const result = await scan({
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
        photos++;
        bytes += entry.sizeBytes;
        const path = entry.relativePath.slice(0, Math.max(0, slash));
        let folder = folders.get(path);
        if (!folder) {
          if (folders.size >= listed) {
            all = false;
            continue;
          }
          folder = { path, photos: 0, bytes: 0 };
          folders.set(path, folder);
        }
        folder.photos++;
        folder.bytes += entry.sizeBytes;
      }
      if (photos - told < Math.max(worthTelling, told / 10)) return;
      told = photos;
      options.onFound?.(photos, bytes);
    },
  });
  if (result.kind !== 'complete' && result.kind !== 'aborted') return result;
  return {
    kind: 'surveyed',
    photos,
    bytes,
    subfolders: [...folders.values()],
    complete: all && result.kind === 'complete',
    newest: young.list(),
  };
}
