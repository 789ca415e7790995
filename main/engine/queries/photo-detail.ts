// Everything the library knows about one photo, with what the person can do about it.
import { conversionPlan, imageFormat } from '../../../shared/facts.ts';
import { isConvertible } from '../../../shared/image-formats.ts';
import { chosenCaption } from '../../../shared/chosen-caption.ts';
import type { PhotoCaption, PhotoDetail } from '../../../shared/library/photo.ts';
import { defaultLimits } from '../../../shared/limits.ts';
import { placementState, type PlacementState } from '../../../shared/placement-state.ts';
import { albumView, type AlbumPage } from '../albums/album-view.ts';
import type { FileRow } from '../db/file-row.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import { pathOfFile } from '../disk/path-rules.ts';
import { actionsFor } from './photo-actions.ts';

export type PhotoDetailSources = Pick<
  LibraryQueries,
  'photoList' | 'files' | 'folders' | 'photos' | 'placements' | 'albums' | 'counts' | 'journal'
>;

type PlacementFields = NonNullable<ReturnType<LibraryQueries['placements']['details']>>;

/** null: the file is not in the library any more. */
export function readPhotoDetail(
  library: PhotoDetailSources,
  albumPage: AlbumPage,
  fileId: number,
  captionLimit = defaultLimits.maxCaptionLength,
): PhotoDetail | null {
  const row = library.photoList.row(fileId);
  const file = library.files.get(fileId);
  if (row === null || file === null) return null;
  const facts = file.photoId === null ? null : library.photos.get(file.photoId);
  const placement = file.placementId === null ? null : library.placements.details(file.placementId);
  const state = placement === null ? null : placementState.parse(placement.state);
  const album = placement === null ? null : library.albums.get(placement.album_id);
  const page = album === null ? null : albumPage(album.remoteId, album.group?.id);
  return {
    row,
    path: pathOf(library, file),
    copies: copiesOf(library, file).map((copy) => pathOf(library, copy)),
    album: album === null ? null : albumView(album, library.counts.photosOfAlbum(album.albumId), page),
    state,
    sinceMs: placement?.changed_at_ms ?? file.changedAtMs,
    attempts: placement?.attempts ?? file.attempts,
    lastError: placement?.last_error ?? null,
    format: facts?.format ?? null,
    capturedAtMs: facts?.capturedAtMs ?? null,
    capturedFrom: facts?.capturedFrom ?? null,
    hasGps: facts?.hasGps ?? false,
    caption: file.placementId === null ? null : captionView(library, file.placementId, state, captionLimit),
    soundness: facts?.soundness ?? null,
    mended: placement === null ? null : sentCopy(placement),
    url: placement === null || page === null ? null : photoPage(page, placement.assigned_id),
    actions: actionsFor(state, file.state, row.reason, row.retryAtMs !== null).filter(
      (action) => action !== 'convert' || isConvertible(facts?.format ?? null),
    ),
    journal: library.journal.ofFile(fileId),
  };
}

function captionView(
  { placements }: PhotoDetailSources,
  placementId: number,
  state: PlacementState | null,
  limit: number,
): PhotoCaption {
  const parts = placements.captionOf(placementId);
  return {
    text: chosenCaption(parts, limit),
    from: parts.own === null ? parts.rule : 'own',
    file: parts.file,
    sent: state === 'done' ? parts.sent : null,
  };
}

function pathOf({ folders }: PhotoDetailSources, file: Pick<FileRow, 'folderId' | 'path'>): string {
  return pathOfFile({ folderPath: folders.get(file.folderId)?.path ?? null, path: file.path });
}

/** Other files with the same photo in the same album. */
function copiesOf({ files }: PhotoDetailSources, { fileId, placementId }: FileRow) {
  return placementId === null ? [] : files.copiesOf(placementId).filter((copy) => copy.fileId !== fileId);
}

/** The copy that was made for sending; null: the file goes as it is, or the copy is not made yet. */
function sentCopy(placement: PlacementFields): PhotoDetail['mended'] {
  if (placement.mend_plan === null || placement.sent_bytes === null) return null;
  return {
    width: placement.sent_width ?? 0,
    height: placement.sent_height ?? 0,
    sizeBytes: placement.sent_bytes,
    format: imageFormat.parse(placement.sent_format),
    gpsRemoved: conversionPlan.parse(JSON.parse(placement.mend_plan)).removeGps,
  };
}

function photoPage(albumPage: string, assignedId: string | null): string | null {
  return assignedId === null ? null : `${albumPage.replace(/\/photos$/u, '/pphotos')}/${assignedId}`;
}
