// What a `sync` works with besides its command. Types only.
import type { Clock } from '../../engine/ports.ts';
import type { TerminalKeychain } from '../account/keychain.ts';
import type { Interruption } from '../interruption.ts';
import type { Locale } from '../locales/locale.ts';
import type { OpenImaging } from '../open-imaging.ts';
import type { Output } from '../output/output.ts';
import type { Reporter } from '../output/reporter.ts';

export interface SyncContext {
  /** The library's data folder. */
  folder: string;
  locale: Locale;
  output: Output;
  interruption: Interruption;
  env: NodeJS.ProcessEnv;
  keychain: TerminalKeychain;
  clock: Clock;
  openImaging: OpenImaging;
  reporter(): Reporter;
}
