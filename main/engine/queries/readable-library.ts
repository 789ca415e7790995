// The library as queries see it: a query that writes to a table does not compile.
import type { Albums } from '../db/albums.ts';
import type { Files } from '../db/files.ts';
import type { FolderTable } from '../db/folders.ts';
import type { JournalTable } from '../db/journal.ts';
import type { Tables } from '../db/library.ts';
import type { LibraryQueries } from '../db/library-queries.ts';
import type { Meta } from '../db/meta.ts';
import type { PhotoTable } from '../db/photos.ts';

/** Each table with its reading functions only. */
export interface ReadableTables {
  albums: Pick<Albums, 'get' | 'first' | 'inUse' | 'ownerOf' | 'allTitled' | 'isEmpty'>;
  files: Pick<Files, 'get' | 'at' | 'shownAs' | 'copiesOf'>;
  folders: Pick<FolderTable, 'get' | 'all'>;
  journal: Pick<JournalTable, 'ofFile'>;
  meta: Pick<Meta, 'text'>;
  photos: Pick<PhotoTable, 'get'>;
  unopened: Pick<Tables['unopened'], 'at' | 'inside' | 'list' | 'count'>;
}

export interface ReadableLibrary {
  tables: ReadableTables;
  queries: LibraryQueries;
}

/**
 * The address of an album's page on the service; of the page of all photos for `null`. null: nobody knows yet whose
 * page it would be.
 */
export type AlbumPage = (remoteId: string | null) => string | null;
