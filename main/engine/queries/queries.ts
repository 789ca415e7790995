// The table of calls that only read. They get the library's queries and none of the tables, so they cannot write.
import { refuse, ok } from '../../../shared/errors.ts';
import { limitsViewOf, type KnownLimits, type LimitsView } from '../../../shared/learned-limits.ts';
import type { Limits } from '../../../shared/limits.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import type { Picture } from '../../ok/picture.ts';
import type { OkApi } from '../../ok/api.ts';
import type { AlbumPage } from '../albums/album-view.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';
import { givenPath } from '../disk/disk-paths.ts';
import type { QueryCalls } from '../engine-calls.ts';
import type { Imaging } from '../ports.ts';
import { albumList, groupList, type AlbumsRemote } from './album-list.ts';
import { candidatePictures } from './candidate-pictures.ts';
import { previewConversion } from './conversion-preview.ts';
import { explainPath } from './explain-path.ts';
import { folderCards } from './folder-cards.ts';
import { surveyQueries, type SurveyPorts } from './folder-survey.ts';
import { GroupAlbums } from './group-albums.ts';
import { readPhotoDetail } from './photo-detail.ts';
import { problemGroups } from './problem-groups.ts';
import { recentHistory } from './recent-history.ts';
import { ShownPictures } from './shown-pictures.ts';

export interface QuerySources {
  library: LibraryQueries;
  albumPage: AlbumPage;
  /** null: not signed in. */
  remote(): (AlbumsRemote & Pick<OkApi, 'photosInfo'>) | null;
  /** A clock that only goes on, milliseconds. */
  steady(): number;
  fetchPicture(url: string, signal: AbortSignal): Promise<Picture>;
  imaging: Pick<Imaging, 'makeCopy'>;
  previewFolder: string;
  limits(): Limits;
  knownLimits(): KnownLimits;
  unreadableLimits: LimitsView['unreadable'];
  survey: SurveyPorts;
  snapshot(): Snapshot;
  /** Bytes a second when something was last sent; null: never. */
  lastSpeed(): number | null;
  /** Some folder is not scanned to its end yet. */
  isScanning(): boolean;
}

export function openQueries(sources: QuerySources): QueryCalls {
  const { library, albumPage, imaging, fetchPicture } = sources;
  const groupAlbums = new GroupAlbums(sources.steady);
  const pictures = new ShownPictures(sources.previewFolder, imaging);
  return {
    ...surveyQueries(sources.survey),
    'snapshot.get': () => ok(sources.snapshot()),
    'folders.list': () => ok(folderCards(library, albumPage)),
    'folders.plan': ({ folderIds }) =>
      ok({ ...library.plans.ofFolders(folderIds, sources.lastSpeed()), searching: sources.isScanning() }),
    'limits.get': () => ok(limitsViewOf(sources.knownLimits(), sources.unreadableLimits)),
    'photos.page': async ({ after, limit, ...filter }) => ok(await library.photoList.search(filter, after, limit)),
    'photos.days': async (filter) => ok(await library.photoList.searchDays(filter)),
    'photos.get': ({ fileId }) => {
      const found = readPhotoDetail(library, albumPage, fileId, sources.limits().maxCaptionLength);
      return found === null ? refuse('no_such_item') : ok(found);
    },
    'photos.explain': async ({ path }) =>
      ok(await explainPath(library, albumPage, path, sources.limits().maxCaptionLength)),
    'photos.previewConversion': (input) => previewConversion(library, imaging, pictures, sources.limits(), input),
    'photos.candidates': ({ fileId }) =>
      candidatePictures({ journal: library.journal, remote: sources.remote(), fetchPicture, pictures }, fileId),
    'paths.meant': async ({ paths }) => ok({ paths: await Promise.all(paths.map(givenPath)) }),
    'problems.list': () => ok(problemGroups(library)),
    'albums.list': async () => ok(await albumList(library, albumPage, sources.remote(), groupAlbums)),
    'groups.list': async () => {
      const groups = await groupList(sources.remote(), groupAlbums);
      return groups === null ? refuse('offline') : ok([...groups]);
    },
    'history.recent': ({ limit }) => ok(recentHistory(library, albumPage, limit)),
  };
}
