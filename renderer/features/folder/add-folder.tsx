// Adding a folder: the system's dialog chooses it, then one dialog shows what will happen before anything is sent.
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { AddFolderDialog } from './add-folder-dialog.tsx';

type AddFolder = (path?: string) => Promise<void>;

const Context = createContext<AddFolder | null>(null);

export function AddFolderProvider({ children }: { children: ReactNode }) {
  const runCommand = useCommand();
  const [path, setPath] = useState<string | null>(null);
  const start = useCallback<AddFolder>(
    async (given) => {
      const picked = given ?? (await runCommand('dialogs.pickFolder'));
      if (picked !== null && !commandFailed(picked)) setPath(picked);
    },
    [runCommand],
  );
  return (
    <Context.Provider value={useMemo(() => start, [start])}>
      {children}
      {path !== null && <AddFolderDialog key={path} path={path} onClose={() => setPath(null)} />}
    </Context.Provider>
  );
}

/** Without a path the system's dialog asks for one. */
export function useAddFolder(): AddFolder {
  const value = useContext(Context);
  if (value === null) throw new Error('no AddFolderProvider above');
  return value;
}
