// Opens an address in the system's browser. The address may hold anything that a URL may: it is never given to a shell.
import { spawn } from 'node:child_process';

/** How a system opens an address. */
export function browserCommand(address: string, platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address];
  return platform === 'darwin' ? ['open', address] : ['xdg-open', address];
}

/** Never rejects: where no browser opens, the person has the address before them. */
export function openBrowser(address: string, platform: NodeJS.Platform = process.platform): Promise<void> {
  return new Promise((resolve) => {
    const [program, ...args] = browserCommand(address, platform);
    const child = spawn(program, args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve());
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
