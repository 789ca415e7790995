// The shape of the terminal's texts: one interface per subject, filled in by each language (en/, ru/).
import type { ErrorCode } from '../../../shared/errors.ts';
import type { Privacy } from '../../../shared/library/album.ts';
import type { AccountTrouble } from '../../../shared/snapshot.ts';
import type { GivenRules } from '../command-line/command-types.ts';
import type { DecideAction } from '../commands/decisions.ts';
import type { AccountHelpTexts, LoginTexts } from './login-texts.ts';
import type { MovingTexts } from './moving-texts.ts';

export interface Texts {
  help: HelpTexts;
  decide: DecideTexts;
  moving: MovingTexts;
  usage: UsageTexts;
  account: AccountTexts;
  login: LoginTexts;
  state: StateTexts;
  run: RunTexts;
  library: LibraryTexts;
  demo: DemoTexts;
}

/** Help: what the program, its commands and options do. */
export interface HelpTexts {
  program: string;
  help: string;
  helpOf: string;
  version: string;
  hint(command: string): string;
  /** Of what stands between < and > or [ and ]. */
  names: {
    folders: string;
    path: string;
    title: string;
    who: string;
    place: string;
    captions: string;
    versions: string;
    unnamed: string;
    number: string;
    data: string;
    command: string;
    decision: string;
    host: string;
    group: string;
    file: string;
    map: string;
    key: string;
    address: string;
  };
  sync: string;
  folders: string;
  album: string;
  albumId: string;
  group: string;
  newAlbum: string;
  albumPerFolder: string;
  noAlbum: string;
  privacy: string;
  place: string;
  captions: string;
  convert: string;
  shrink: string;
  versions: string;
  unnamed: string;
  allowHostOnce: string;
  samePerson: string;
  dryRun: string;
  watch: string;
  lanes: string;
  verbose: string;
  data: string;
  demo: string;
  demoLibrary: string;
  json: string;
  status: string;
  problems: string;
  why: string;
  journal: string;
  path: string;
  decide: string;
  decision: string;
  decided: string;
  export: string;
  exportFile: string;
  import: string;
  importFile: string;
  map: string;
  hosts: string;
  allowHost: string;
  forgetHost: string;
  limits: string;
  forgetLimits: string;
  accounts: AccountHelpTexts;
  account: string;
  environment: readonly (readonly string[])[];
  exit: string;
  statuses: readonly (readonly string[])[];
  parser: ParserTexts;
}

/** The argument parser's complaints and headings. */
export interface ParserTexts {
  usage: string;
  arguments: string;
  options: string;
  commands: string;
  decisions: string;
  optionsMark: string;
  commandMark: string;
  choices(all: string): string;
  byDefault(value: string): string;
  unknownOption(flag: string): string;
  unknownCommand(name: string): string;
  missingArgument(name: string): string;
  missingValue(flags: string): string;
  conflict(one: string, other: string): string;
  excess(most: number, given: string): string;
  invalid(where: string, value: string, why: string): string;
  allowed(all: string): string;
  similar(all: string): string;
  or: string;
}

/** Decisions about photos, and what became of them. */
export interface DecideTexts {
  /** After «→»: what is done, so that several can be strung together. */
  what: Record<DecideAction, string>;
  or: string;
  byItself: string;
  otherAlbum: string;
  /** Of an album whose title is there already. */
  useAlbum: string;
  anotherAlbum: string;
  withPlace: string;
  look: string;
  /** In place of `send-anyway` where only the album is asked about. */
  alsoHere: string;
  how(example: string): string;
  see(command: string): string;
  done(photos: number): string;
  next: string;
  nothing(path: string, decision: DecideAction): string;
  instead(can: string): string;
  nothingBelow(path: string, decision: DecideAction): string;
}

/** Wrong arguments and what stops a run before it begins. */
export interface UsageTexts {
  oneAlbum: string;
  albumId: string;
  noSuchAlbum(id: string): string;
  noSuchGroup(wanted: string, thereAre: readonly string[]): string;
  severalGroups(wanted: string, groups: readonly string[]): string;
  severalAlbums(title: string, albums: readonly { id: string | null; about: string }[]): string;
  widerAlbum(title: string, sees: string, there: Privacy | null, wished: Privacy): string;
  title(most: number): string;
  number(least: number, most: number): string;
  empty: string;
  map: string;
  /** A dry run of a folder that the library sends already. */
  keptAlready(path: string): string;
  host: string;
  oldNode(oldest: number, present: string): string;
  twice(folder: string): string;
  inside(inner: string, outer: string): string;
  insideKnown(inner: string, outer: string): string;
  containsKnown(outer: string, inner: string): string;
  limits(path: string, where: string): string;
  /** After the sentence of an error, where the person can do something. */
  advice: Partial<Record<ErrorCode, string>>;
  demoFailed(why: string): string;
}

/** What to do about the account. */
export interface AccountTexts {
  sign_in: string;
  permission(right: string): string;
  rejected: string;
  not_ok_server(address: string): string;
  upload_host(host: string): string;
  other_account: Record<Extract<AccountTrouble, { kind: 'other_account' }>['why'], string>;
  unreachable(address: string, seconds: number): string;
}

/** States of a photo. */
export interface StateTexts {
  done: string;
  held: string;
  failed: string;
  skipped: string;
  duplicate: string;
  waiting: string;
  unopened: string;
}

/** Photos by what would become of them. */
export interface PlanNumbers {
  toSend: number;
  bytes: number;
  alreadyThere: number;
  /** Some of `toSend` may turn out to be there. */
  comparing: number;
  duplicates: number;
  skipped: number;
  held: number;
}

/** A run of `sync`, from its first notice to its summary. */
export interface RunTexts {
  demoPage(address: string): string;
  folderAway(path: string): string;
  folderUnreadable(path: string): string;
  folderFailed(path: string, why: string): string;
  kept(path: string, target: string): string;
  /** `former`: the user's id until now. */
  samePerson(former: string): string;
  intoGroup(album: string, sees: string): string;
  used(title: string, about: string): string;
  ruled(path: string, rules: Required<GivenRules>): string;
  watching: string;
  interrupted: string;
  stopping: string;
  paused: string;
  lanes(busy: number, all: number): string;
  left(time: string): string;
  hidden(more: number, command: string): string;
  summary(counts: SummaryCounts): string;
  /** What a dry run found. */
  plan(plan: PlanNumbers): string;
  sent(bytes: string, seconds: string): string;
  heading: string;
  unopenedHeading: string;
}

/** Answers of `status`, `problems`, `why` and `journal`. */
export interface LibraryTexts {
  /** No upload host was allowed. */
  noHosts: string;
  /** `command` forgets what was learned of the service's limits. */
  forgetLimits(command: string): string;
  none(folder: string): string;
  title(folder: string): string;
  running: string;
  idle: string;
  noFolders: string;
  noProblems: string;
  arrow(path: string, target: string): string;
  paused: string;
  onTimer(minutes: number): string;
  unopened(n: number): string;
  remedy(line: string): string;
  unknownFile(path: string): string;
  isFolder(path: string, command: string): string;
  older(folder: string): string;
  unreadable(folder: string): string;
  ignored(pattern: string): string;
  notSeen(folder: string): string;
  nextAttempt(time: string): string;
  copies: string;
}

/** `npm run demo`. */
export interface DemoTexts {
  making: string;
  photo: string;
  state: string;
  reason: string;
  proof: string;
  arrived(n: number): string;
  missing(path: string): string;
  twice(path: string, times: number): string;
  foreign(sha256: string): string;
  keep: string;
}

/** Photos by state. */
export interface SummaryCounts {
  done: number;
  held: number;
  failed: number;
  skipped: number;
  duplicate: number;
  waiting: number;
  unopened?: number;
}
