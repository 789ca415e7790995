// `npm start`: builds the app and opens it on the demo account. `npm run dev`: the same, reloading at every change.
// With `-- --no-demo` it opens on the real accounts of this computer; other arguments go to the app as they are.
import { buildApp } from './build-app.ts';
import { sandboxArguments } from './electron-arguments.ts';
import { resolveElectron, runtimeEnvironment } from './electron-runtime.ts';
import { runScript, root, run, runTool } from './run.ts';
import { ensureSystemLibraries, hasDisplay } from './system-libraries.ts';

await runScript(async () => {
  const given = process.argv.slice(2);
  const reload = given.includes('--reload');
  const forApp = given.filter((argument) => argument !== '--reload' && argument !== '--no-demo');
  if (!given.includes('--no-demo') && !forApp.includes('--demo')) forApp.unshift('--demo');

  if (!hasDisplay()) {
    throw new Error('There is no display here, so no window can open. The same work in the terminal: npm run demo');
  }
  ensureSystemLibraries();
  const electron = await resolveElectron();
  const environment = runtimeEnvironment(electron);
  const sandbox = sandboxArguments(electron.folder);

  if (reload) return runTool('electron-vite', ['dev', '--watch', '--', ...sandbox, ...forApp], environment);
  await buildApp(environment);
  process.stderr.write('Opening the window\n');
  return run(electron.executable, [...sandbox, root, ...forApp]);
});
