// `npm run screenshots`: takes the pictures in docs/ anew, from the built app on the demo account.
import { join } from 'node:path';
import { runScript, root } from './run.ts';
import { runWithWindows } from './window-run.ts';

await runScript(() => runWithWindows([join(root, 'test', 'e2e', 'screenshots.ts'), ...process.argv.slice(2)]));
