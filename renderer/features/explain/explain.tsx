// «What about this file?», usable from anywhere in the window: asks for a file if none is given, and explains it.
import { createContext, useCallback, useContext, useEffect, type ReactNode } from 'react';
import { on } from '../../bridge.ts';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { ExplainDialog } from './explain-dialog.tsx';
import type { PendingExplain } from './pending-explain.ts';

/** Without a path the system's dialog asks for a file. */
type Explain = (path?: string) => Promise<void>;

const Context = createContext<Explain | null>(null);

export function ExplainProvider({ pending, children }: { pending: PendingExplain; children: ReactNode }) {
  const runCommand = useCommand();
  const { path, ask, done } = pending;
  const explain = useCallback<Explain>(
    async (given) => {
      if (given !== undefined) return ask(given);
      const picked = await runCommand('dialogs.pickPhoto');
      if (picked !== null && !commandFailed(picked)) ask(picked);
    },
    [runCommand, ask],
  );
  // From the menu, which names no file.
  useEffect(() => on('explain.wanted', (asked) => void (asked.path === null && explain())), [explain]);
  return (
    <Context.Provider value={explain}>
      {children}
      {path !== null && <ExplainDialog path={path} onOther={() => void explain()} onClose={done} />}
    </Context.Provider>
  );
}

export function useExplain(): Explain {
  const value = useContext(Context);
  if (value === null) throw new Error('no ExplainProvider above');
  return value;
}
