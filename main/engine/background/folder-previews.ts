// A first look at folders that nobody has added yet: thumbnails of their newest photos, for a wall of pictures. One photo at a time; keeps nothing in the library, sends nothing.
import type { CallOutput } from '../../../shared/ipc.ts';
import { maxFolderPreviews, type FolderPreview } from '../../../shared/library/folder.ts';
import type { Facts } from '../../../shared/facts.ts';
import type { Clock, Imaging } from '../ports.ts';
import { absolutePath, realFolder } from '../disk/path-rules.ts';
import { survey, type NewPhoto } from '../disk/survey.ts';

/** Some of the newest turn out to be no photos, or broken. */
export const candidatesKept = maxFolderPreviews + 12;
/** Of folders that were surveyed; the one surveyed longest ago goes. */
const foldersKept = 50;
/** Photos that are to be sent go first; asked again after this long. */
const giveWayMs = 1_000;
/** Pixels: about half of what a frame of the wall shows. */
const leastSide = 128;

interface Folder {
  /** As the system names it. */
  root: string;
  /** Newest first; what was looked at is taken out. */
  left: NewPhoto[];
  photos: FolderPreview[];
}

export interface FolderPreviews {
  /** What a survey saw. `path` as it was asked for. */
  surveyed(path: string, root: string, newest: readonly NewPhoto[]): void;
  /** From here on these folders and no others. Answers what is known of them. */
  want(paths: readonly string[]): CallOutput<'folders.preview'>;
  /** What a look that still runs finds is not told any more. */
  close(): void;
}

export function openFolderPreviews(context: {
  imaging: Pick<Imaging, 'inspect'>;
  clock: Pick<Clock, 'after'>;
  thumbnailFolder: string;
  /** Photos of folders that are added wait to be looked at. */
  isBusy(): boolean;
  /** A thumbnail that perhaps no photo of the library will ever need. */
  made(sha256: string): void;
  found(path: string, photo: FolderPreview): void;
  onFailure(error: unknown): void;
}): FolderPreviews {
  const folders = new Map<string, Folder>();
  let wanted: readonly string[] = [];
  let isClosed = false;
  let isRunning = false;
  let surveying: { path: string; stop: AbortController } | null = null;
  let cancelWait: () => void = () => undefined;

  function keep(path: string, root: string, newest: readonly NewPhoto[]): void {
    folders.delete(path);
    folders.set(path, { root, left: [...newest], photos: [] });
    for (const oldest of folders.keys()) {
      if (folders.size <= foldersKept) return;
      if (!wanted.includes(oldest)) folders.delete(oldest);
    }
  }

  /** The engine may be younger than the window: what was counted before is counted again. */
  async function surveyAnew(path: string): Promise<void> {
    const stop = new AbortController();
    surveying = { path, stop };
    const real = await realFolder(path);
    const seen =
      real.kind === 'folder' ? await survey(real.path, { newest: candidatesKept, signal: stop.signal }) : null;
    surveying = null;
    if (stop.signal.aborted || folders.has(path)) return;
    keep(path, real.kind === 'folder' ? real.path : path, seen?.kind === 'surveyed' ? seen.newest : []);
  }

  /** All get equal shares, and what one does not need the others get. */
  function next(): string | null {
    const unknown = wanted.find((path) => !folders.has(path));
    if (unknown !== undefined) return unknown;
    const shown = (path: string): number => folders.get(path)?.photos.length ?? 0;
    const [path] = wanted
      .filter((path) => (folders.get(path)?.left.length ?? 0) > 0)
      .sort((a, b) => shown(a) - shown(b));
    if (path === undefined) return null;
    const all = wanted.reduce((sum, path) => sum + shown(path), 0);
    return all < maxFolderPreviews || shown(path) < maxFolderPreviews / wanted.length ? path : null;
  }

  async function look(path: string, folder: Folder): Promise<void> {
    const photo = folder.left.shift();
    if (photo === undefined) return;
    const outcome = await context.imaging.inspect(
      absolutePath(folder.root, photo.relativePath),
      context.thumbnailFolder,
    );
    if (outcome.kind === 'unavailable') {
      // No picture can be read now; nobody waits for these.
      folder.left.unshift(photo);
      wanted = [];
      return;
    }
    if (outcome.kind !== 'facts' || !outcome.facts.hasThumbnail) return;
    context.made(outcome.facts.sha256);
    const folderPreview = folderPreviewOf(outcome.facts);
    // Copies stand there once.
    if (folderPreview === null || folder.photos.some(({ sha256 }) => sha256 === folderPreview.sha256)) return;
    folder.photos.push(folderPreview);
    if (!isClosed && wanted.includes(path)) context.found(path, folderPreview);
  }

  async function run(): Promise<void> {
    for (let path = next(); path !== null && !isClosed; path = next()) {
      const folder = folders.get(path);
      if (folder === undefined) await surveyAnew(path);
      else if (context.isBusy()) await new Promise<void>((go) => (cancelWait = context.clock.after(giveWayMs, go)));
      else await look(path, folder);
    }
  }

  function begin(): void {
    if (isRunning || isClosed) return;
    isRunning = true;
    void run()
      .catch((error: unknown) => {
        // Decoration: what failed is not tried again by itself.
        wanted = [];
        if (!isClosed) context.onFailure(error);
      })
      .finally(() => {
        isRunning = false;
        if (next() !== null) begin();
      });
  }

  return {
    surveyed(path, root, newest) {
      keep(path, root, newest);
      begin();
    },
    want(paths) {
      wanted = [...new Set(paths)];
      if (surveying !== null && !wanted.includes(surveying.path)) surveying.stop.abort();
      begin();
      return wanted.map((path) => ({ path, photos: [...(folders.get(path)?.photos ?? [])] }));
    },
    close() {
      isClosed = true;
      cancelWait();
      surveying?.stop.abort();
    },
  };
}

/** Icons and halves of pictures are not what a person calls the own photos. */
function folderPreviewOf({ sha256, soundness, width, height, orientation }: Facts): FolderPreview | null {
  if (soundness === 'cut' || soundness === 'broken' || width === null || height === null) return null;
  if (Math.min(width, height) < leastSide) return null;
  return orientation >= 5 ? { sha256, width: height, height: width } : { sha256, width, height };
}
