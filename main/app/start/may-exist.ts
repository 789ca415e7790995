// Whether a file named on the command line may exist: other words there are ignored.
import { existsSync } from 'node:fs';
import { bytesOfName, isByteName } from '../../../shared/byte-names.ts';
import { areBytesLost } from '../../../shared/argument-bytes.ts';

/** true also where Node lost bytes of the name: the engine finds the file, and reports it when there is none. */
export function mayExist(path: string): boolean {
  return areBytesLost([path]) || existsSync(isByteName(path) ? Buffer.from(bytesOfName(path)) : path);
}
