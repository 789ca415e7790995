// For tests: the album that a run has made, for whoever sends more into it.
import type { Engine } from '../engine.ts';

export async function onlyAlbum(engine: Pick<Engine, 'calls'>): Promise<{ kind: 'known'; albumId: number }> {
  const listed = await engine.calls['albums.list'](undefined);
  const albums = listed.ok ? listed.value.filter(({ kind, albumId }) => kind === 'album' && albumId !== null) : [];
  const [album] = albums;
  if (album === undefined || album.albumId === null || albums.length > 1) throw new Error(`${albums.length} albums`);
  return { kind: 'known', albumId: album.albumId };
}
