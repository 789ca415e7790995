// Requests of program starts: files to add, the demo account, a command. Those that come too early wait.
import type { StartCommand, StartRequest } from './start-options.ts';
import { mayExist } from './may-exist.ts';

/** What a request can do. */
export interface StartRequestTargets {
  useDemo(): void;
  explain(path: string | null): void;
  drop(paths: readonly string[]): void;
  run(command: StartCommand): void;
  showWindow(): void;
}

export class StartRequestQueue {
  #targets: StartRequestTargets | null = null;
  readonly #waiting: StartRequest[] = [];

  add(request: StartRequest): void {
    if (this.#targets) handleStartRequest(request, this.#targets);
    else this.#waiting.push(request);
  }

  /** From here on requests are handled at once; first those that waited, in their order. */
  handleWith(targets: StartRequestTargets): void {
    this.#targets = targets;
    for (const request of this.#waiting.splice(0)) handleStartRequest(request, targets);
  }
}

export function handleStartRequest(request: StartRequest, targets: StartRequestTargets): void {
  if (request.demo) targets.useDemo();
  if (request.command === 'explain') targets.explain(request.paths[0] ?? null);
  else if (request.paths.length > 0) targets.drop(request.paths.filter(mayExist));
  else if (request.command) targets.run(request.command);
  // A second start shows the window, unless the session itself starts everything twice.
  else if (!request.hidden) targets.showWindow();
}
