// Turns a path in our text form into what the calls of node:fs take. The engine's version is
// main/engine/disk/disk-paths.ts.
import { bytesOfName, isByteName } from '../../shared/byte-names.ts';

/** A name that is no UTF-8 goes out as its bytes. Decoders cannot be given such a name: they get the file's bytes. */
export function asDiskPath(path: string): string | Buffer {
  return isByteName(path) ? Buffer.from(bytesOfName(path)) : path;
}
