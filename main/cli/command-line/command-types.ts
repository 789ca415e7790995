// The commands that a command line can mean. Types only.
import type { Privacy } from '../../../shared/library/album.ts';
import type { AskedRules, FolderRules } from '../../../shared/library/folder-rules.ts';
import type { Move } from '../../engine/moving/moved-path.ts';
import type { DecideAction } from '../commands/decisions.ts';

/** Where the photos of the given folders go. */
export type AlbumArgument =
  { kind: 'folder_name' } | { kind: 'titled'; title: string } | { kind: 'per_subfolder' } | { kind: 'personal' };

/** Rules of its folders that a run may name. */
export type GivenRules = Partial<AskedRules & Pick<FolderRules, 'versions' | 'unnamed' | 'captions'>>;

/** Of every command. */
export interface CommonArguments {
  /** null: the usual data folder. */
  data: string | null;
  demo: boolean;
  json: boolean;
}

export interface SyncCommand extends CommonArguments {
  kind: 'sync';
  folders: string[];
  album: AlbumArgument;
  privacy: Privacy;
  /** The one of several albums of a title, by its number on OK. */
  albumId: string | null;
  /** The group, by its name or its number on OK, in which the albums are; null: the person's own. */
  group: string | null;
  /** Another album, although there is one of its title. */
  newAlbum: boolean;
  /**
   * Only the rules given on the command line. For a folder already in the library, its other rules stay as they are.
   */
  rules: GivenRules;
  /** Upload hosts that this run may send to besides OK's own. */
  allowHosts: string[];
  /** The person says to be the one that the library belongs to, under another application. */
  samePerson: boolean;
  /** Only say what would be sent. */
  dryRun: boolean;
  watch: boolean;
  lanes: number;
  photosPerPost: number;
  verbose: boolean;
  /** Seconds without any answer of the service at the start before giving up. */
  patienceSeconds: number;
}

export type ReadCommand = CommonArguments &
  ({ kind: 'status' | 'problems' } | { kind: 'why' | 'journal'; path: string });
/** `allow`, `forget`: an upload host; null: none. */
export type HostsCommand = CommonArguments & { kind: 'hosts'; allow: string | null; forget: string | null };
export type LimitsCommand = CommonArguments & { kind: 'limits'; forget: boolean };
/** `moves`: where folders of the other computer lie on this one. */
export type MovingCommand = CommonArguments & { file: string; moves: Move[] } & (
    { kind: 'export' } | { kind: 'import' }
  );
export type DecideCommand = CommonArguments & { kind: 'decide'; decision: DecideAction; paths: string[] };

/** Which application signs in; null: as the environment or the build says. None of the three is a secret. */
export interface ApplicationArguments {
  id: string | null;
  publicKey: string | null;
  redirect: string | null;
}
export interface LoginCommand extends CommonArguments {
  kind: 'login';
  application: ApplicationArguments;
  /** A token comes by stdin; false: the person signs in in the browser. */
  token: boolean;
  /** Opens the browser; false: the person opens the address. */
  browser: boolean;
  /** The person wants a file where there is no keychain. */
  inFile: boolean;
  /** Asks for the right to send into groups, too. */
  groups: boolean;
}
export type LogoutCommand = CommonArguments & { kind: 'logout'; takeRightsBack: boolean };
export type WhoamiCommand = CommonArguments & { kind: 'whoami' };
export type AccountCommand = LoginCommand | LogoutCommand | WhoamiCommand;

/** About a library: all but `sync` and those about the account. */
export type LibraryCommand = ReadCommand | HostsCommand | LimitsCommand | MovingCommand | DecideCommand;
