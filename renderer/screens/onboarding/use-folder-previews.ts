// Previews of the newest photos in the ticked folders, as the engine finds them. Ends the search when the step is left.
import { useEffect, useMemo, useState } from 'react';
import type { FolderPreview } from '../../../shared/library/folder.ts';
import { invoke, on } from '../../bridge.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { chosen, type StartPlan } from './start-plan.ts';

type Found = ReadonlyMap<string, readonly FolderPreview[]>;
const nothing: Found = new Map();

/** Folder by folder, in the plan's order. `searching` false: keeps what was found and searches no further. */
export function useFolderPreviews(plan: StartPlan, searching: boolean): readonly (readonly FolderPreview[])[] {
  // Each account has its own library and thumbnails.
  const library = useEngine(({ account }) => `${account?.kind} ${account?.userId}`);
  const isRunning = useEngine(({ engine }) => engine.state === 'running');
  const [found, setFound] = useState<{ library: string; photos: Found }>({ library, photos: nothing });
  const paths = chosen(plan).map(({ path }) => path);
  const counted = chosen(plan).filter((folder) => !folder.counting && (folder.photos ?? 0) > 0);
  const pathsJson = searching && isRunning ? JSON.stringify(counted.map(({ path }) => path)) : '[]';

  useEffect(() => {
    const more = (path: string, photos: readonly FolderPreview[]): void =>
      setFound((before) => {
        const known = before.library === library ? before.photos : nothing;
        const there = known.get(path) ?? [];
        const fresh = photos.filter(({ sha256 }) => !there.some((one) => one.sha256 === sha256));
        if (fresh.length === 0) return before;
        return { library, photos: new Map(known).set(path, [...there, ...fresh]) };
      });
    return pathsJson === '[]' ? undefined : subscribe(JSON.parse(pathsJson) as string[], more);
  }, [pathsJson, library]);

  const photos = found.library === library ? found.photos : nothing;
  const key = JSON.stringify(paths);
  return useMemo(() => (JSON.parse(key) as string[]).map((path) => photos.get(path) ?? []), [key, photos]);
}

/** Returns the function that ends it. */
function subscribe(paths: string[], more: (path: string, photos: readonly FolderPreview[]) => void): () => void {
  let current = true;
  const quiet = on('folderPreview.found', ({ path, photo }) => more(path, [photo]));
  void invoke('folders.preview', { paths }).then((answer) => {
    if (current && answer.ok) for (const { path, photos } of answer.value) more(path, photos);
  });
  return () => {
    current = false;
    quiet();
    void invoke('folders.preview', { paths: [] });
  };
}
