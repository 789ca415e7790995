// Whether a file that another program named may be there: words of the command line that name none are nobody's photos. Looks at the disk once.
import { existsSync } from 'node:fs';
import { bytesOfName, isByteName } from '../../../shared/byte-names.ts';
import { areBytesLost } from '../../../shared/argument-bytes.ts';

/** Where bytes of the name were lost the engine finds out which file is meant, and tells if there is none. */
export function mayExist(path: string): boolean {
  return areBytesLost([path]) || existsSync(isByteName(path) ? Buffer.from(bytesOfName(path)) : path);
}
