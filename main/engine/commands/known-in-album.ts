// Which dropped files an album has already, or had and a person left out.
import type { FileRow } from '../db/file-row.ts';
import type { Tables } from '../db/tables.ts';
import type { DroppedFile } from '../disk/dropped-files.ts';
import type { FileStat } from '../disk/file-stat.ts';
import { hashFile } from '../disk/hash-file.ts';
import { compareFileStats, provesBytes } from '../disk/same-file.ts';

/** `file`: the row of the same photo, which may be in another folder. */
export interface KnownFile {
  kind: 'left_out' | 'there';
  file: FileRow;
}

/** Files of one drop that are hashed before it is answered. Inspection finds out about the others. */
const hashAtMost = 50;

export class KnownInAlbum {
  readonly #tables: Pick<Tables, 'files' | 'photos' | 'verdicts'>;
  readonly #albumId: number;
  #hashesLeft = hashAtMost;

  constructor(tables: Pick<Tables, 'files' | 'photos' | 'verdicts'>, albumId: number) {
    this.#tables = tables;
    this.#albumId = albumId;
  }

  /**
   * A new file can have the inode, size and time of an old one, so a file whose stamps do not prove its bytes is hashed
   * before anything is said about it. null: not known, or more files would have to be hashed than a person waits for.
   */
  async find(dropped: DroppedFile, folderId: number): Promise<KnownFile | null> {
    const { files, photos } = this.#tables;
    const candidate = this.#candidate(files.at(folderId, dropped.path), dropped);
    if (candidate === null) return null;
    const { file } = candidate;
    const isRead = file.state === 'placed' || file.state === 'duplicate';
    if (isRead && compareFileStats(file, dropped) === 'same' && provesBytes(file, dropped)) return candidate;
    const photo = file.photoId === null ? null : photos.get(file.photoId);
    if (photo === null || photo.sizeBytes !== dropped.sizeBytes || this.#hashesLeft === 0) return null;
    this.#hashesLeft -= 1;
    const hashed = await hashFile(dropped.path);
    return hashed.kind === 'hashed' && hashed.sha256 === photo.sha256 ? candidate : null;
  }

  /** `known`: the row at the same path. Bytes are not compared yet. */
  #candidate(known: FileRow | null, fileStat: FileStat): KnownFile | null {
    const { files, verdicts } = this.#tables;
    const sameInode = fileStat.inode === 0n ? [] : files.withInode(fileStat);
    for (const file of [...(known === null ? [] : [known]), ...sameInode]) {
      const placement = file.placementId === null ? null : verdicts.placementOf(file.placementId);
      if (placement?.album_id !== this.#albumId) continue;
      if (placement.state === 'skipped' && placement.reason === 'left_out') return { kind: 'left_out', file };
      if (placement.state === 'done' && compareFileStats(file, fileStat) !== 'other') return { kind: 'there', file };
    }
    return null;
  }
}
