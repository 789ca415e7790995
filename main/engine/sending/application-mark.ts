// Which application an id of the account is of. A short hash: the library holds no keys, and only equality matters.
import { createHash } from 'node:crypto';

export const applicationMark = (applicationKey: string): string =>
  createHash('sha256').update(`application ${applicationKey}`).digest('hex').slice(0, 16);
