// What the pipeline's steps are made of. Each step names the part of it that it takes.
import type { Limits } from '../../../shared/limits.ts';
import type { AccountGate } from '../sending/account-gate.ts';
import type { PublishingTurn } from '../sending/publishing-turn.ts';
import type { AccountLimits } from '../sending/account-limits.ts';
import type { Tables } from '../db/tables.ts';
import type { PlacementWork } from '../db/placement-work.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { EvaluatePhoto } from './evaluate-photo.ts';
import type { CircuitBreaker, GuardedStep } from '../sending/circuit-breaker.ts';
import type { Clock, Imaging, Log, Secrets } from '../ports.ts';
import type { Picture } from '../../ok/picture.ts';
import type { OkApi } from '../../ok/api.ts';
import type { RetryPolicy } from '../sending/retry-policy.ts';
import type { TransferProgress } from '../report/transfer-progress.ts';

export interface PipelineContext {
  tables: Tables;
  account: AccountGate;
  /** null: not signed in. */
  remote(): OkApi | null;
  clock: Clock;
  /** Now by the service's clock, milliseconds since 1970; its photos' and albums' times are compared with it. */
  serviceNow(): number;
  log: Log;
  imaging: Imaging;
  /** Processes that inspect at once. */
  inspectors: number;
  secrets: Secrets;
  policy: RetryPolicy;
  limits(): Limits;
  /** Learn from what the service takes and refuses. */
  accountLimits: Pick<AccountLimits, 'taken' | 'refused'>;
  /** Held from the count of an album to the answer of the commit. */
  publishingTurn: PublishingTurn;
  evaluatePhoto: EvaluatePhoto;
  transferProgress: TransferProgress;
  lanes(): number;
  /** Photos in one POST. With 1 no answer can be assigned to the wrong photo. */
  photosPerPost: number;
  /** Nothing new is sent: the person paused, or a rule forbids it. */
  isPaused(): boolean;
  thumbnailFolder: string;
  copiesFolder: string;
  /** Pictures that are shown and can be made again. */
  previewFolder: string;
  /** A small picture that the service offers for showing. */
  fetchPicture(url: string, signal: AbortSignal): Promise<Picture>;
  /** Folders whose photos may be worked on now: not paused, not removed, drive connected. */
  openFolders(): readonly FolderRecord[];
  /** Those of them whose photos may be sent, too: the person has seen the plan and said «start». */
  sendingFolders(): readonly FolderRecord[];
  /** Folders whose sent bytes may become public, even while their drive is away: no file is needed for that. */
  publishingFolders(): readonly FolderRecord[];
  /** A step pauses when its calls fail one after another. */
  breakers: Readonly<Record<GuardedStep, CircuitBreaker>>;
  /** The album of a file, by its folder's target. */
  albumFor(folder: FolderRecord, path: string): number;
  /** Absolute path on this system; null when no file holds the photo any more. */
  pathOf(work: Pick<PlacementWork, 'folderPath' | 'path'>): string | null;
  /** A file was not found, perhaps because its drive is away. Scans the folder, once for many requests. */
  rescanFolder(folderId: number): void;
  /** Lists on screen have changed. */
  changed(area: 'folders' | 'photos' | 'problems' | 'albums' | 'history'): void;
  wake(): void;
}
