// After a restore: which album on the service belongs to a row that has lost its own. Receipts decide first, the title
// last. Pure.

interface RemoteAlbumTitle {
  id: string;
  title: string;
}

export interface RestoreEvidence<A extends RemoteAlbumTitle> {
  /** The row's title. */
  title: string;
  /** Albums on the service that no row of this library owns. */
  free: readonly A[];
  /** How many of this row's photos were sent into an album, by receipts; the key is the album's id. */
  sentInto: ReadonlyMap<string, number>;
  /** Whether this program sent any photo into the album. */
  hasReceipts(id: string): boolean;
  /** Other rows with the same title that have no album yet. */
  rivals: number;
  /** Files are still being inspected: more receipts may match in a moment. */
  isChecking: boolean;
}

export type RestoredAlbum<A> =
  | { kind: 'adopt'; album: A }
  /** No album there can be it. */
  | { kind: 'create' }
  | { kind: 'wait' }
  /** Several albums can be it, or several rows can own one: a person decides. */
  | { kind: 'unclear' };

/**
 * [Note: albums after a restore] Two subfolders with one name have two albums with one title. The title proves nothing
 * then, and a new album would be filled with photos that are on the service already. What was sent into an album proves
 * whose it is, also where a person renamed it there.
 */
export function findRestoredAlbum<A extends RemoteAlbumTitle>(evidence: RestoreEvidence<A>): RestoredAlbum<A> {
  const { title, free, sentInto } = evidence;
  const most = Math.max(0, ...free.map(({ id }) => sentInto.get(id) ?? 0));
  const likeliest = most === 0 ? [] : free.filter(({ id }) => sentInto.get(id) === most);
  const [first, ...others] = likeliest;
  if (first !== undefined && others.length === 0) return { kind: 'adopt', album: first };
  const sameTitle = free.filter((album) => album.title === title);
  if (most === 0 && sameTitle.length === 0) return { kind: 'create' };
  if (evidence.isChecking) return { kind: 'wait' };
  // The same photos were sent into several albums.
  if (most > 0) return onlyOne(likeliest.filter((album) => album.title === title));
  // An album that this program filled with photos of other rows belongs to one of those.
  const unknown = sameTitle.filter(({ id }) => !evidence.hasReceipts(id));
  if (unknown.length === 0) return { kind: 'create' };
  return evidence.rivals > 0 ? { kind: 'unclear' } : onlyOne(unknown);
}

function onlyOne<A>(albums: readonly A[]): RestoredAlbum<A> {
  const [album] = albums;
  return album !== undefined && albums.length === 1 ? { kind: 'adopt', album } : { kind: 'unclear' };
}
