// `npm test`: types, lint, unit and engine tests, window tests; all of them, even when an early one fails. The last
// line says «N passed, N failed»: the tests' own numbers, with each check or run that broke as a whole counted as one
// failure. Above it stand the tests that failed once and passed when tried again. `npm run e2e` is the window tests
// alone; arguments after `--` go to Playwright.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runScript, root, runTool, toolScript } from './run.ts';
import { readUnitReport, readWindowReport, type TestReport } from './test-reports.ts';
import { runWithWindows } from './window-run.ts';

/** More of them slow each other down: each is an app of some ten processes. */
const windowTestsSideBySide = 2;

const reports = join(root, 'node_modules', '.cache', 'reports');
const unitReport = join(reports, 'unit.json');
const windowReport = join(reports, 'windows.json');
const nothing: TestReport = { passed: 0, failed: 0, flaky: [] };

async function check(name: string, tool: () => Promise<number>): Promise<TestReport> {
  say(`\n== ${name}`);
  const code = await tool();
  say(code === 0 ? `${name}: good` : `${name}: failed`);
  return { ...nothing, failed: code === 0 ? 0 : 1 };
}

async function unitTests(): Promise<TestReport> {
  say('\n== unit and engine tests');
  const code = await runTool('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${unitReport}`,
  ]);
  return withBreakage(await read(unitReport, (text) => readUnitReport(text, root)), code);
}

async function windowTests(args: readonly string[]): Promise<TestReport> {
  say('\n== window tests');
  try {
    const playwright = [toolScript('playwright'), 'test', '--reporter=list,json', '--pass-with-no-tests', ...args];
    const code = await runWithWindows(playwright, {
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: windowReport },
      displays: Math.min(windowTestsSideBySide, availableParallelism()),
    });
    return withBreakage(await read(windowReport, readWindowReport), code);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return { ...nothing, failed: 1 };
  }
}

/** A run that failed without a failed test (a crash, an error outside of all tests) counts as one failure. */
function withBreakage(count: TestReport, code: number): TestReport {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

async function read(file: string, reader: (text: string) => TestReport): Promise<TestReport> {
  return existsSync(file) ? reader(await readFile(file, 'utf8')) : nothing;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

await runScript(async () => {
  const [first, ...rest] = process.argv.slice(2);
  await rm(reports, { recursive: true, force: true });
  await mkdir(reports, { recursive: true });

  const counts: TestReport[] = [];
  if (first !== 'windows') {
    counts.push(await check('types', () => runTool('tsc', ['-b'])));
    counts.push(await check('lint', () => runTool('oxlint', ['--type-aware', '--deny-warnings'])));
    counts.push(await unitTests());
  }
  counts.push(await windowTests(first === 'windows' ? rest : []));

  const flaky = counts.flatMap((count) => count.flaky);
  if (flaky.length > 0)
    say(`\nFailed once, and passed when tried again:\n${flaky.map((one) => `  ${one}`).join('\n')}`);
  const sum = (key: 'passed' | 'failed'): number => counts.reduce((total, count) => total + count[key], 0);
  say(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') === 0 ? 0 : 1;
});
