// A bridge that answers all calls from fixtures, so that every screen opens in any browser without Electron.
import { refuse, type Result } from '../../../shared/errors.ts';
import type { CallName, EventName, EventPayload } from '../../../shared/ipc.ts';
import type { Bridge } from '../../bridge.ts';
import { accountCalls } from './account-calls.ts';
import { DemoState, type DemoOptions } from './demo-state.ts';
import { folderCalls } from './folder-calls.ts';
import { photoCalls } from './photo-calls.ts';
import { programCalls } from './program-calls.ts';

export interface DemoBridge extends Bridge {
  emit<E extends EventName>(name: E, payload: EventPayload<E>): void;
}

export function demoBridge(options: DemoOptions): DemoBridge {
  const demo = new DemoState(options);
  const calls: { [N in CallName]: (input: never) => unknown } = {
    ...folderCalls(demo),
    ...photoCalls(demo),
    ...accountCalls(demo),
    ...programCalls(demo),
  };
  return {
    async invoke(name, input): Promise<Result<unknown>> {
      if (options.slowMs !== undefined) await new Promise((done) => setTimeout(done, options.slowMs));
      if (name === options.fails)
        return refuse(name === 'photos.previewConversion' ? 'cannot_mend' : 'offline', 'DSC_0412.jpg');
      const call = calls[name] as ((input: unknown) => unknown) | undefined;
      if (call === undefined) return refuse('unknown_call', name);
      return { ok: true, value: await call(input) };
    },
    on: (name, listener) => demo.on(name, listener),
    pathForFile: (file) => `D:\\${file.name}`,
    emit: (name, payload) => demo.emit(name, payload),
  };
}
