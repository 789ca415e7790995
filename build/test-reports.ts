// What the two test programs report in JSON: how many tests passed and failed, and which failed once and passed when
// tried again.
import { relative } from 'node:path';
import { z } from 'zod';

export interface TestReport {
  passed: number;
  failed: number;
  /** `file › test`: passed, but not at the first try. */
  flaky: string[];
}

const UnitReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

/** `root`: what file names are told relative to. */
export function readUnitReport(text: string, root: string): TestReport {
  const report = UnitReport.parse(JSON.parse(text));
  const didNotLoad = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const flaky = report.testResults.flatMap((file) =>
    file.assertionResults
      // A test that passed keeps the failures of its earlier tries.
      .filter((one) => one.status === 'passed' && (one.failureMessages ?? []).length > 0)
      .map((one) => `${relative(root, file.name)} › ${one.fullName}`),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + didNotLoad, flaky };
}

/** How a failure begins that no second try may hide (main/engine/testing/promise-broken.ts). */
const promiseBroken = /^(?:\w*Error: )?PROMISE BROKEN: /u;

const Try = z.object({ errors: z.array(z.object({ message: z.string().optional() })).optional() });
const Spec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(z.object({ status: z.string(), results: z.array(Try) })),
});
const Suite = z.object({
  specs: z.array(Spec),
  get suites() {
    return z.array(Suite).optional();
  },
});
const WindowReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  suites: z.array(Suite),
});

export function readWindowReport(text: string): TestReport {
  const { stats, suites } = WindowReport.parse(JSON.parse(text));
  const specsOf = (suite: z.infer<typeof Suite>): z.infer<typeof Spec>[] => [
    ...suite.specs,
    ...(suite.suites ?? []).flatMap(specsOf),
  ];
  const flaky = suites.flatMap(specsOf).filter((spec) => spec.tests.some(({ status }) => status === 'flaky'));
  const broken = flaky.filter((spec) => spec.tests.some(({ results }) => results.some(brokePromise)));
  return {
    passed: stats.expected + stats.flaky - broken.length,
    failed: stats.unexpected + broken.length,
    flaky: flaky.filter((spec) => !broken.includes(spec)).map((spec) => `${spec.file} › ${spec.title}`),
  };
}

/** Playwright tries every failure again; a lost or doubled photo counts all the same. */
function brokePromise({ errors }: z.infer<typeof Try>): boolean {
  return (errors ?? []).some(({ message }) => message !== undefined && promiseBroken.test(message));
}
