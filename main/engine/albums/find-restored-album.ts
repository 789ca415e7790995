// After a restore: which album on the service belongs to a row that has lost its own. By what was sent into it first, by its title last. Pure.

export interface FoundAlbum {
  id: string;
  title: string;
}

export interface AlbumEvidence<A extends FoundAlbum> {
  title: string;
  /** Albums on the service that no row of this library owns. */
  free: readonly A[];
  /** How many photos of this row were sent into an album, as receipts say; by the album's id. */
  sentInto: ReadonlyMap<string, number>;
  /** Whether any photo at all was sent into it by this program. */
  isOurs(id: string): boolean;
  /** Other rows of the same title that have no album yet. */
  rivals: number;
  /** Photos are still being found: more may be known in a moment. */
  isChecking: boolean;
}

export type AlbumFinding<A> =
  | { kind: 'adopt'; album: A }
  /** Nothing there can be it. */
  | { kind: 'create' }
  | { kind: 'wait' }
  /** More than one can be it, or one of several rows can have it: a person decides. */
  | { kind: 'unclear' };

/**
 * [Note: albums after a restore] Two subfolders of one name have two albums of one title. A title proves nothing then, and another album
 * would be filled with photos that are there already. What was sent into an album proves whose it is, also where a person renamed it there.
 */
export function findAlbumAgain<A extends FoundAlbum>(evidence: AlbumEvidence<A>): AlbumFinding<A> {
  const { title, free, sentInto } = evidence;
  const most = Math.max(0, ...free.map(({ id }) => sentInto.get(id) ?? 0));
  const likeliest = most === 0 ? [] : free.filter(({ id }) => sentInto.get(id) === most);
  const [only] = likeliest;
  if (only !== undefined && likeliest.length === 1) return { kind: 'adopt', album: only };
  const same = free.filter((album) => album.title === title);
  if (most === 0 && same.length === 0) return { kind: 'create' };
  if (evidence.isChecking) return { kind: 'wait' };
  // The same photos were sent into several.
  if (most > 0) return one(likeliest.filter((album) => album.title === title));
  // What this program filled, and not with photos of this row, is another row's.
  const unknown = same.filter(({ id }) => !evidence.isOurs(id));
  if (unknown.length === 0) return { kind: 'create' };
  return evidence.rivals > 0 ? { kind: 'unclear' } : one(unknown);
}

function one<A>(albums: readonly A[]): AlbumFinding<A> {
  const [album] = albums;
  return album !== undefined && albums.length === 1 ? { kind: 'adopt', album } : { kind: 'unclear' };
}
