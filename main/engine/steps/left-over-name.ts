// Names by which a picture is a question although it is named like one: second versions that sync programs keep of one name. Pure.
//
// Two cameras that both write IMG_0001.JPG into one synced folder make such a file: it may be another photo, so it is not left out.

const conflicts = [
  /\.sync-conflict-\d{8}-\d{6}/u,
  /_conflict-\d{8}-\d{6}/u,
  /\(SFConflict /u,
  /\(conflicted copy |['’]s conflicted copy /iu,
  /\(Case Conflict/iu,
  /конфликтующая копия/iu,
];

export const isConflictNamed = (name: string): boolean =>
  /conflict|конфликт/iu.test(name) && conflicts.some((one) => one.test(name));
