// Pictures to decide by: how a copy would look beside the original, and what lies in the album beside a photo whose commit is unclear.
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConversionPlan } from '../../../shared/facts.ts';
import type { CallInput, CallOutput } from '../../../shared/ipc.ts';
import { ok, refuse, type Result } from '../../../shared/errors.ts';
import { candidatesOf } from '../matching/candidates.ts';
import type { Tables } from '../db/library.ts';
import type { FileRow } from '../db/files.ts';
import type { Imaging } from '../ports.ts';
import type { Picture } from '../../ok/picture.ts';
import type { OkApi } from '../../ok/api.ts';

export interface PreviewCallContext {
  tables: Tables;
  imaging: Imaging;
  remote(): OkApi | null;
  fetchPicture(url: string, signal: AbortSignal): Promise<Picture>;
  previewFolder: string;
  placeOf(file: { folderPath: string | null; path: string }): string;
  mendFor(action: 'shrink' | 'convert', file: FileRow): ConversionPlan;
}

/** Wide enough for half of a large dialog on a dense screen. */
const shownSide = 1200;
/** Older pictures are swept; each can be made again. */
const keptPreviews = 60;
const askAtMostMs = 15_000;

export function previewCalls(context: PreviewCallContext) {
  const { tables, imaging, previewFolder } = context;
  const picture = (name: string): string => join(previewFolder, `${name}.jpg`);

  /** A JPEG of at most `shownSide` that any window can show; null when the picture cannot be read. */
  async function showable(path: string, name: string): Promise<string | null> {
    const shown: ConversionPlan = { maxSidePixels: shownSide, maxBytes: null, toFormat: 'jpeg', removeGps: true };
    const made = await imaging.makeCopy(path, picture(name), shown);
    return made.kind === 'made' ? name : null;
  }

  return {
    /** Makes the copy as it would be sent, and nothing else: it is thrown away afterwards. */
    async mend({
      fileId,
      action,
    }: CallInput<'photos.previewConversion'>): Promise<Result<CallOutput<'photos.previewConversion'>>> {
      const file = tables.files.get(fileId);
      const folder = file === null ? null : tables.folders.get(file.folderId);
      const facts = file?.photoId == null ? null : tables.photos.get(file.photoId);
      if (file === null || folder === null || facts === null) return refuse('no_such_item');
      await mkdir(previewFolder, { recursive: true });
      await sweep(previewFolder);
      const place = context.placeOf({ folderPath: folder.path, path: file.path });
      const plan = context.mendFor(action, file);
      const copy = join(previewFolder, `${fileId}-${action}.copy`);
      try {
        const made = await imaging.makeCopy(place, copy, plan);
        if (made.kind !== 'made') return refuse('cannot_mend', file.path);
        const before = await showable(place, `${fileId}-before`);
        const after = await showable(copy, `${fileId}-${action}-after`);
        return ok({
          before: {
            picture: before,
            width: facts.width ?? 0,
            height: facts.height ?? 0,
            sizeBytes: facts.sizeBytes,
            format: facts.format,
            hasGps: facts.hasGps,
            capturedAtMs: facts.capturedAtMs,
            capturedFrom: facts.capturedFrom,
          },
          after: {
            picture: after,
            width: made.width,
            height: made.height,
            sizeBytes: made.sizeBytes,
            format: made.format,
            hasGps: facts.hasGps && !plan.removeGps,
            capturedAtMs: facts.capturedAtMs,
            capturedFrom: facts.capturedFrom,
          },
        });
      } finally {
        await rm(copy, { force: true });
      }
    },

    /** What lies in the album that may be this photo. Empty when nothing there can be it, or the service cannot be asked now. */
    async candidates({ fileId }: CallInput<'photos.candidates'>): Promise<Result<CallOutput<'photos.candidates'>>> {
      const remote = context.remote();
      const { ids, likely } = candidatesOf(tables.journal, fileId);
      if (remote === null || ids.length === 0) return ok([]);
      const signal = AbortSignal.timeout(askAtMostMs);
      const answer = await remote.photosInfo(ids.slice(0, 20), signal);
      if (!answer.ok) return refuse('offline');
      await mkdir(previewFolder, { recursive: true });
      const found = await Promise.all(
        inOrder(answer.value, ids).map(async (photo, index) => {
          const got = photo.previewUrl === null ? null : await context.fetchPicture(photo.previewUrl, signal);
          const bytes = got?.kind === 'picture' ? got.bytes : null;
          const name = `${fileId}-candidate-${index}`;
          if (bytes !== null) await writeFile(picture(`${name}-raw`), bytes);
          // A stranger's bytes are decoded where decoders may die, and only then shown.
          const shown = bytes === null ? null : await showable(picture(`${name}-raw`), name);
          await rm(picture(`${name}-raw`), { force: true });
          return {
            picture: shown,
            width: photo.width,
            height: photo.height,
            createdMs: photo.createdMs,
            likely: photo.id === likely,
          };
        }),
      );
      return ok(found);
    },
  };
}

/** As they were named: the likeliest first. The service answers in an order of its own. */
function inOrder<T extends { id: string }>(photos: readonly T[], ids: readonly string[]): T[] {
  return [...photos].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** Keeps the newest. */
async function sweep(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jpg'));
  if (names.length <= keptPreviews) return;
  const ages = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0 })),
  );
  ages.sort((a, b) => b.at - a.at);
  await Promise.all(ages.slice(keptPreviews / 2).map(({ name }) => rm(join(folder, name), { force: true })));
}
