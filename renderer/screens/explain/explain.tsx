// «What about this file?» from anywhere in the window: asks for a file where none is given, and shows what is known of it.
import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react';
import { on } from '../../bridge.ts';
import { failed, useAct } from '../../use-act.ts';
import { ExplainDialog } from './explain-dialog.tsx';

/** Without a path the system's dialog asks for a file. */
type Explain = (path?: string) => Promise<void>;

const Context = createContext<Explain | null>(null);

export function ExplainProvider({ children }: { children: ReactNode }) {
  const act = useAct();
  const [path, setPath] = useState<string | null>(null);
  const explain = useCallback<Explain>(
    async (given) => {
      if (given !== undefined) return setPath(given);
      const picked = await act('dialogs.pickPhoto');
      if (picked !== null && !failed(picked)) setPath(picked);
    },
    [act],
  );
  useEffect(() => on('explain.wanted', (wanted) => void explain(wanted.path ?? undefined)), [explain]);
  return (
    <Context.Provider value={explain}>
      {children}
      {path !== null && <ExplainDialog path={path} onOther={() => void explain()} onClose={() => setPath(null)} />}
    </Context.Provider>
  );
}

export function useExplain(): Explain {
  const value = useContext(Context);
  if (value === null) throw new Error('no ExplainProvider above');
  return value;
}
