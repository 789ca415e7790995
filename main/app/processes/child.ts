// A process as its host sees it, whoever started it. Shapes only, so that hosting can be tried without Electron.
import type { Readable } from 'node:stream';
import type { MessagePortMain } from 'electron';

/** Something that can be handed over with a message: a MessagePort of the process's own kind. */
export type Port = MessagePortMain;

export interface ChildProcess {
  /** undefined before it has started and after it could not be. */
  readonly pid: number | undefined;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  /** Delivered in order, also when sent before the process is up; lost without a word once it is gone. */
  post(message: unknown, ports?: readonly Port[]): void;
  /** Asks the system to end it; the process may take its time. */
  kill(): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, for every way in which a process can end, and when it could not be started. */
  onExit(listener: (code: number | null) => void): void;
}

export interface ChildOptions {
  /** Shown by the system's process list. */
  name: string;
  /** Absolute path of the bundle. */
  file: string;
  args: readonly string[];
  /** Switches of the program itself, for example a memory limit. */
  execArgv: readonly string[];
}

export type Fork = (options: ChildOptions) => ChildProcess;
