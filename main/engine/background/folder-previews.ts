// Previews of folders that are not added yet: thumbnails of their newest photos, made one at a time for the first
// start. The library learns nothing of them.
import type { CallOutput } from '../../../shared/ipc.ts';
import { maxFolderPreviews, type FolderPreview } from '../../../shared/library/folder.ts';
import type { Facts } from '../../../shared/facts.ts';
import type { Clock, Imaging } from '../ports.ts';
import { absolutePath, realFolder } from '../disk/path-rules.ts';
import { survey, type NewPhoto } from '../disk/survey.ts';

/** Some of the newest files turn out to be no photos, or broken. */
export const candidatesKept = maxFolderPreviews + 12;
/** Folders remembered; the one surveyed longest ago is dropped. */
const foldersKept = 50;
/** Photos that are to be sent go first; checked again after this long. */
const giveWayMs = 1_000;
/** Pixels: about half of what a frame of the wall shows. */
const leastSide = 128;

export interface FolderPreviews {
  /** The newest photos that a survey found. `path` as it was asked for, `root` as the system names it. */
  surveyed(path: string, root: string, newest: readonly NewPhoto[]): void;
  /** From now on these folders and no others. Returns the previews known so far. */
  want(paths: readonly string[]): CallOutput<'folders.preview'>;
  /** What an inspection that still runs finds is not reported any more. */
  close(): void;
}

interface PreviewContext {
  imaging: Pick<Imaging, 'inspect'>;
  clock: Pick<Clock, 'after'>;
  thumbnailFolder: string;
  /** Photos of folders that are added wait for their inspection. */
  isBusy(): boolean;
  /** A thumbnail was made that perhaps no photo of the library will ever need. */
  made(sha256: string): void;
  found(path: string, photo: FolderPreview): void;
  onFailure(error: unknown): void;
}

export function openFolderPreviews(context: PreviewContext): FolderPreviews {
  const maker = new PreviewMaker(context);
  return {
    surveyed: (path, root, newest) => maker.surveyed(path, root, newest),
    want: (paths) => maker.want(paths),
    close: () => maker.close(),
  };
}

interface SurveyedFolder {
  /** As the system names it. */
  root: string;
  /** Newest first; what was inspected is taken out. */
  left: NewPhoto[];
  photos: FolderPreview[];
}

class PreviewMaker {
  readonly #context: PreviewContext;
  readonly #folders = new Map<string, SurveyedFolder>();
  #wanted: readonly string[] = [];
  #isClosed = false;
  #isRunning = false;
  #surveying: { path: string; stop: AbortController } | null = null;
  #cancelWait: () => void = () => undefined;

  constructor(context: PreviewContext) {
    this.#context = context;
  }

  surveyed(path: string, root: string, newest: readonly NewPhoto[]): void {
    this.#keep(path, root, newest);
    this.#begin();
  }

  want(paths: readonly string[]): CallOutput<'folders.preview'> {
    this.#wanted = [...new Set(paths)];
    if (this.#surveying !== null && !this.#wanted.includes(this.#surveying.path)) this.#surveying.stop.abort();
    this.#begin();
    return this.#wanted.map((path) => ({ path, photos: [...(this.#folders.get(path)?.photos ?? [])] }));
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelWait();
    this.#surveying?.stop.abort();
  }

  #begin(): void {
    if (this.#isRunning || this.#isClosed) return;
    this.#isRunning = true;
    void this.#run()
      .catch((error: unknown) => {
        // Previews are decoration: what failed is not tried again by itself.
        this.#wanted = [];
        if (!this.#isClosed) this.#context.onFailure(error);
      })
      .finally(() => {
        this.#isRunning = false;
        if (this.#next() !== null) this.#begin();
      });
  }

  async #run(): Promise<void> {
    for (let path = this.#next(); path !== null && !this.#isClosed; path = this.#next()) {
      const folder = this.#folders.get(path);
      if (folder === undefined) await this.#survey(path);
      else if (this.#context.isBusy()) await this.#giveWay();
      else await this.#inspectNewest(path, folder);
    }
  }

  /** The folder whose turn it is. All get equal shares, and what one does not need the others get. */
  #next(): string | null {
    const unknown = this.#wanted.find((path) => !this.#folders.has(path));
    if (unknown !== undefined) return unknown;
    const shown = (path: string): number => this.#folders.get(path)?.photos.length ?? 0;
    const [path] = this.#wanted
      .filter((wanted) => (this.#folders.get(wanted)?.left.length ?? 0) > 0)
      .sort((a, b) => shown(a) - shown(b));
    if (path === undefined) return null;
    const all = this.#wanted.reduce((sum, wanted) => sum + shown(wanted), 0);
    return all < maxFolderPreviews || shown(path) < maxFolderPreviews / this.#wanted.length ? path : null;
  }

  /** The engine may have started after the window surveyed the folder: it is surveyed again. */
  async #survey(path: string): Promise<void> {
    const stop = new AbortController();
    this.#surveying = { path, stop };
    const real = await realFolder(path);
    const seen =
      real.kind === 'folder' ? await survey(real.path, { newest: candidatesKept, signal: stop.signal }) : null;
    this.#surveying = null;
    if (stop.signal.aborted || this.#folders.has(path)) return;
    this.#keep(path, real.kind === 'folder' ? real.path : path, seen?.kind === 'surveyed' ? seen.newest : []);
  }

  #keep(path: string, root: string, newest: readonly NewPhoto[]): void {
    this.#folders.delete(path);
    this.#folders.set(path, { root, left: [...newest], photos: [] });
    for (const oldest of this.#folders.keys()) {
      if (this.#folders.size <= foldersKept) return;
      if (!this.#wanted.includes(oldest)) this.#folders.delete(oldest);
    }
  }

  #giveWay(): Promise<void> {
    return new Promise((resolve) => {
      this.#cancelWait = this.#context.clock.after(giveWayMs, resolve);
    });
  }

  async #inspectNewest(path: string, folder: SurveyedFolder): Promise<void> {
    const { imaging, thumbnailFolder, made, found } = this.#context;
    const photo = folder.left.shift();
    if (photo === undefined) return;
    const outcome = await imaging.inspect(absolutePath(folder.root, photo.relativePath), thumbnailFolder);
    if (outcome.kind === 'unavailable') {
      // No picture can be read now, and previews are not worth waiting for.
      folder.left.unshift(photo);
      this.#wanted = [];
      return;
    }
    if (outcome.kind !== 'facts' || !outcome.facts.hasThumbnail) return;
    made(outcome.facts.sha256);
    const preview = folderPreviewOf(outcome.facts);
    // Copies of one photo are shown once.
    if (preview === null || folder.photos.some(({ sha256 }) => sha256 === preview.sha256)) return;
    folder.photos.push(preview);
    if (!this.#isClosed && this.#wanted.includes(path)) found(path, preview);
  }
}

/** null for icons and truncated pictures. */
function folderPreviewOf({ sha256, soundness, width, height, orientation }: Facts): FolderPreview | null {
  if (soundness === 'cut' || soundness === 'broken' || width === null || height === null) return null;
  if (Math.min(width, height) < leastSide) return null;
  return orientation >= 5 ? { sha256, width: height, height: width } : { sha256, width, height };
}
