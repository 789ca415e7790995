// What an engine is given by whoever opens it: its folder, its ports, how it may send.
import type { AskedRules } from '../../shared/library/folder-rules.ts';
import type { Limits } from '../../shared/limits.ts';
import type { LimitsView } from '../../shared/learned-limits.ts';
import type { SendRules } from '../../shared/send-rules.ts';
import type { EngineListener } from './report/event-throttle.ts';
import type { Clock, Imaging, Log, Secrets } from './ports.ts';
import type { RetryPolicy } from './sending/retry-policy.ts';
import type { WatchTimers } from './watch/timers.ts';

export interface EngineOptions {
  /** Absolute; made if it is not there. Holds the database, thumbnails and copies. One program at a time. */
  dataFolder: string;
  /**
   * Where libraries of this person and computer take turns at publishing (person-folder.ts). null: no other library is
   * expected. Default null.
   */
  turnsFolder?: string | null;
  clock: Clock;
  log: Log;
  imaging: Imaging;
  /** Photos looked at side by side. */
  inspectors: number;
  secrets: Secrets;
  /** Running transfers at once. */
  lanes: number;
  /**
   * Rules of new folders and dropped photos, where a call says nothing else. Default: photos go as they are, and a copy
   * is asked for.
   */
  newRules?: AskedRules | undefined;
  /** When and how fast may be sent. Default: always, at full speed. */
  sending?: SendRules;
  /** Photos in one POST. Default 1. */
  photosPerPost?: number;
  /** Set by hand: they win over what is assumed and learned. */
  limits?: Partial<Limits>;
  /** `limits.json` was there and could not be read: the window says so. */
  unreadableLimits?: LimitsView['unreadable'];
  policy?: RetryPolicy;
  timers?: Partial<WatchTimers>;
  /** false: no watching, no timers; folders are looked through once. Default true. */
  live?: boolean;
  /** Told of what changes. Default: nobody is. */
  listener?: EngineListener;
  /** The way to the service, see `main/ok/network-route.ts`; null or absent: straight. */
  proxy?: string | null;
  /** SQLite found damage: this engine is of no use any more, and the next one repairs it. */
  onDamaged?: () => void;
}
