// What the engine's parts tell each other while they run.
import type { ListArea } from './report/event-throttle.ts';

/** Where the signals lead. */
export interface SignalTargets {
  wakeScheduler(): void;
  /** A round of the scheduler is over. */
  roundEnded(): void;
  /** Lists on screen have changed. */
  changed(area: ListArea): void;
  /** The snapshot may have changed. */
  markChanged(): void;
  /** Scans the folder, once however many ask. */
  rescanFolder(folderId: number): void;
  /** Folders that could not be opened are tried again. */
  reopenFolders(): Promise<void>;
  /** The file is hashed again in the background. */
  recheck(fileId: number, soon: boolean): void;
  /** What the service takes is known better than before: photos that wait are judged again. */
  limitsChanged(): void;
  /** Something threw that nobody expected. */
  failed(error: unknown): void;
}

/**
 * The parts are opened one after another and need each other. Each gets these functions; `connect` says where they lead
 * when all parts are open. The scheduler is woken only between start and close.
 */
export class EngineSignals {
  #targets: SignalTargets | null = null;
  #state: 'new' | 'started' | 'closed' = 'new';

  connect(targets: SignalTargets): void {
    this.#targets = targets;
  }

  start(): void {
    if (this.#state === 'new') this.#state = 'started';
  }

  /** false: it was closed before. */
  close(): boolean {
    if (this.#state === 'closed') return false;
    this.#state = 'closed';
    return true;
  }

  readonly isStarted = (): boolean => this.#state !== 'new';

  readonly wake = (): void => {
    if (this.#state === 'started') this.#targets?.wakeScheduler();
  };
  readonly roundEnded = (): void => this.#targets?.roundEnded();
  readonly changed = (area: ListArea): void => this.#targets?.changed(area);
  readonly markChanged = (): void => this.#targets?.markChanged();
  readonly rescanFolder = (folderId: number): void => this.#targets?.rescanFolder(folderId);
  readonly recheck = (fileId: number, soon: boolean): void => this.#targets?.recheck(fileId, soon);
  readonly limitsChanged = (): void => this.#targets?.limitsChanged();
  readonly failed = (error: unknown): void => this.#targets?.failed(error);
  /** Never rejects. */
  readonly reopenFolders = (): void => void this.#targets?.reopenFolders().catch(this.failed);
}
