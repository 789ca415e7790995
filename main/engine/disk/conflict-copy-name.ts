// Names of conflict copies, which sync programs make of a second file of one name: a person decides about them.
//
// Two cameras that both write IMG_0001.JPG into one synced folder make such a file: it may be another photo, so it is
// not left out.

import { readable } from '../../../shared/readable-names.ts';

const conflicts = [
  /\.sync-conflict-\d{8}-\d{6}/u,
  /_conflict-\d{8}-\d{6}/u,
  /\(SFConflict /u,
  /\(conflicted copy |['’]s conflicted copy /iu,
  /\(Case Conflict/iu,
  /конфликтующая копия/iu,
];

/** Names that are no UTF-8 are compared by their readable text. */
export function isConflictNamed(name: string): boolean {
  const said = readable(name);
  return /conflict|конфликт/iu.test(said) && conflicts.some((one) => one.test(said));
}
