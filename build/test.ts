// `npm test`: types, lint, unit and engine tests, window tests; all of them, even when an early one fails. The last
// line says «N passed, N failed»: the tests' own numbers, with each check or run that broke as a whole counted as one
// failure. `npm run e2e` is the window tests alone; arguments after `--` go to Playwright.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runScript, root, runTool, toolScript } from './run.ts';
import { runWithWindows } from './window-run.ts';

interface Count {
  passed: number;
  failed: number;
}

/** More of them slow each other down: each is an app of some ten processes. */
const windowTestsSideBySide = 2;

const reports = join(root, 'node_modules', '.cache', 'reports');
const unitReport = join(reports, 'unit.json');
const windowReport = join(reports, 'windows.json');

const UnitReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});
const WindowReport = z.object({ stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }) });

async function check(name: string, tool: () => Promise<number>): Promise<Count> {
  say(`\n== ${name}`);
  const code = await tool();
  say(code === 0 ? `${name}: good` : `${name}: failed`);
  return { passed: 0, failed: code === 0 ? 0 : 1 };
}

async function unitTests(): Promise<Count> {
  say('\n== unit and engine tests');
  const code = await runTool('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unitReport}`,
  ]);
  const report = await read(unitReport, UnitReport);
  const filesThatDidNotLoad =
    report?.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length ?? 0;
  const failed = (report?.numFailedTests ?? 0) + filesThatDidNotLoad;
  return withBreakage({ passed: report?.numPassedTests ?? 0, failed }, code);
}

async function windowTests(args: readonly string[]): Promise<Count> {
  say('\n== window tests');
  try {
    const playwright = [toolScript('playwright'), 'test', '--reporter=list,json', '--pass-with-no-tests', ...args];
    const code = await runWithWindows(playwright, {
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: windowReport },
      displays: Math.min(windowTestsSideBySide, availableParallelism()),
    });
    const stats = (await read(windowReport, WindowReport))?.stats;
    const passed = (stats?.expected ?? 0) + (stats?.flaky ?? 0);
    return withBreakage({ passed, failed: stats?.unexpected ?? 0 }, code);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return { passed: 0, failed: 1 };
  }
}

/** A run that failed without a failed test (a crash, an error outside of all tests) counts as one failure. */
function withBreakage(count: Count, code: number): Count {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

async function read<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  if (!existsSync(file)) return undefined;
  return schema.parse(JSON.parse(await readFile(file, 'utf8')));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await runScript(async () => {
  const [first, ...rest] = process.argv.slice(2);
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });

  const counts: Count[] = [];
  if (first !== 'windows') {
    counts.push(await check('types', () => runTool('tsc', ['-b'])));
    counts.push(await check('lint', () => runTool('oxlint', ['--type-aware', '--deny-warnings'])));
    counts.push(await unitTests());
  }
  counts.push(await windowTests(first === 'windows' ? rest : []));

  const sum = (key: keyof Count): number => counts.reduce((total, count) => total + count[key], 0);
  say(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 ? 0 : 1;
});
