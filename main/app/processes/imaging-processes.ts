// The imaging processes that the engine asks for: starts them, connects each to the engine, reports when one ends.
// Never restarts one: the engine decides whether it needs another.
import type { AppLog } from '../log/log.ts';
import type { ChildProcess, Fork, Port, PortPair } from './child.ts';
import { killHard } from './hosted-process.ts';

export interface ImagingProcesses {
  /** Starts one; `handOver` gets the engine's end of the port pair. */
  spawn(id: number, handOver: (port: Port) => void): void;
  kill(id: number): void;
  /** Ends all of them without `onExit`: the engine that asked for them is gone. */
  killAll(): void;
  readonly pids: number[];
}

/** JavaScript needs little; pixels are in memory of WebAssembly or sharp, which the engine's pool watches. */
const HEAP_MB = 512;
/** A process that is decoding does not notice a polite signal. */
const KILL_WITHIN_MS = 1_000;

export function imagingProcesses(options: {
  file: string;
  fork: Fork;
  portPair: () => PortPair;
  onExit: (id: number) => void;
  log: AppLog;
}): ImagingProcesses {
  const { log } = options;
  const running = new Map<number, ChildProcess>();

  const end = (child: ChildProcess): void => {
    const { pid } = child;
    child.kill();
    const force = setTimeout(() => killHard(pid), KILL_WITHIN_MS);
    child.onExit(() => clearTimeout(force));
  };

  return {
    spawn(id, handOver) {
      if (running.has(id)) return;
      let child: ChildProcess;
      try {
        child = options.fork({
          name: 'OK Photo Sync Imaging',
          file: options.file,
          args: [],
          execArgv: [`--max-old-space-size=${HEAP_MB}`],
        });
      } catch (error) {
        log.error('imaging.not_started', { id, message: error instanceof Error ? error.message : String(error) });
        options.onExit(id);
        return;
      }
      running.set(id, child);
      child.stderr?.on('data', (chunk: Buffer) =>
        log.warn('imaging.says', { id, text: chunk.toString('utf8').slice(0, 500) }),
      );
      child.stdout?.resume();
      child.onExit((code) => {
        const known = running.get(id) === child;
        running.delete(id);
        if (code !== 0) log.warn('imaging.exited', { id, code });
        if (known) options.onExit(id);
      });
      const { near, far } = options.portPair();
      child.post({ kind: 'port' }, [far]);
      handOver(near);
    },
    kill(id) {
      const child = running.get(id);
      if (child) end(child);
      else options.onExit(id);
    },
    killAll() {
      const children = [...running.values()];
      running.clear();
      for (const child of children) end(child);
    },
    get pids() {
      return [...running.values()].flatMap((child) => child.pid ?? []);
    },
  };
}
