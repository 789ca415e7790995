// For tests: folders that nobody can open, not even root, because their paths are longer than the system takes.
import { execFileSync } from 'node:child_process';

/** Linux takes 4,096 bytes, macOS 1,024; Windows 32,767, which its folders do not reach in a test. */
export const canBeTooLong = process.platform !== 'win32';

/**
 * Makes a chain of folders below `root` whose path is longer than the system takes, with a file at its end. It is made
 * from inside, step by step, as an archiver or a file manager does it.
 */
export function makeTooDeep(root: string): void {
  const script = `const fs = require('node:fs');
    for (let depth = 0; depth < 22; depth++) { fs.mkdirSync('d'.repeat(200), { recursive: true }); process.chdir('d'.repeat(200)); }
    fs.writeFileSync('deep.jpg', 'deep');`;
  execFileSync(process.execPath, ['-e', script], { cwd: root, stdio: 'pipe' });
}

/** Node's own removal cannot reach such folders either. */
export function removeTooDeep(root: string): void {
  execFileSync('rm', ['-rf', '--', root]);
}
