// `npm run check`: what a change must pass before it is handed over: format, dead code, and all of `npm test`.
import { runScript, root, run, runTool } from './run.ts';
import { join } from 'node:path';

await runScript(async () => {
  const format = await runTool('prettier', ['--check', '--log-level', 'warn', '.']);
  const unused = await runTool('knip', []);
  const tests = await run(process.execPath, [join(root, 'build', 'test.ts')]);
  const broken = [format !== 0 && 'format (npm run format)', unused !== 0 && 'dead code (npm run unused)'].filter(
    Boolean,
  );
  if (broken.length > 0) throw new Error(`Besides the tests: ${broken.join(' and ')} failed`);
  return tests;
});
