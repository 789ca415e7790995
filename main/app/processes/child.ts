// A child process as its host sees it. Types only, so that tests can host processes without Electron.
import type { Readable } from 'node:stream';
import type { MessagePortMain } from 'electron';

/** A message port that can be transferred with a message. */
export type Port = MessagePortMain;

/** Two connected ports: `near` goes to the engine, `far` to the imaging process. */
export interface PortPair {
  near: Port;
  far: Port;
}

export interface ChildProcess {
  /** undefined before it has started, and when it could not be started. */
  readonly pid: number | undefined;
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  /** Delivered in order, also when posted before the process is up; silently lost once it is gone. */
  post(message: unknown, ports?: readonly Port[]): void;
  /** Asks the process to end; it may take its time. */
  kill(): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however the process ends, also when it could not be started. */
  onExit(listener: (code: number | null) => void): void;
}

export interface ChildOptions {
  /** Shown in the system's process list. */
  name: string;
  /** Absolute path of the bundle. */
  file: string;
  args: readonly string[];
  /** Switches of Node, for example a memory limit. */
  execArgv: readonly string[];
}

export type Fork = (options: ChildOptions) => ChildProcess;
