// Builds the app into out/, as a stage that says so.
import { runTool } from './run.ts';
import { stage } from './stage.ts';

/** `environment`: that of the Electron to build for. Rejects when the build fails, with its exit code. */
export async function buildApp(environment: Record<string, string>): Promise<void> {
  await stage('Building the app', async () => {
    const code = await runTool('electron-vite', ['build', '--logLevel', 'warn'], environment);
    if (code !== 0) throw new Error(`The app could not be built (exit code ${code})`);
  });
}
