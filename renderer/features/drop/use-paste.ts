// Pasting photos: files on the disk, or a picture that is saved as a file first. Text is left to the fields.
import { useEffect } from 'react';
import { pathForFile } from '../../bridge.ts';
import { commandFailed, useCommand, type RunCommand } from '../../engine/use-command.ts';

/** Paths of the pasted files; null when none could be a photo. */
async function pastedPaths(files: readonly File[], runCommand: RunCommand): Promise<string[] | null> {
  const paths: string[] = [];
  for (const file of files) {
    const path = pathForFile(file);
    if (path !== '') {
      paths.push(path);
    } else if (file.type.startsWith('image/')) {
      const saved = await runCommand('clipboard.keepImage', { bytes: new Uint8Array(await file.arrayBuffer()) });
      if (!commandFailed(saved)) paths.push(saved);
    }
  }
  return paths.length === 0 ? null : paths;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, [contenteditable]') !== null;
}

/** Works anywhere in the window except in text fields. */
export function usePaste(onPaths: (paths: readonly string[]) => void): void {
  const runCommand = useCommand();
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || isField(event.target)) return;
      event.preventDefault();
      void pastedPaths(files, runCommand).then((paths) => {
        if (paths !== null) onPaths(paths);
      });
    };
    document.addEventListener('paste', onPaste);
    return () => document.removeEventListener('paste', onPaste);
  }, [runCommand, onPaths]);
}
