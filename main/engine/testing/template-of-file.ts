// For tests with faults of the service: one prepared library for all tests of a file, and runs that end with their
// test. Registers vitest's hooks.
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Imaging } from '../ports.ts';
import { beginRun, prepareTemplate, type FaultRun, type Template } from './fault-run.ts';

/** To be asked for where a file begins. Filled before its first test. */
export function templateOfFile(imaging: Imaging, sides?: readonly (readonly [number, number])[]): Template {
  const template = {} as Template;
  beforeAll(async () => {
    Object.assign(template, await prepareTemplate(imaging, sides));
  });
  afterAll(() => template.close());
  return template;
}

type Begin = (template: Template, options?: Parameters<typeof beginRun>[1]) => Promise<FaultRun>;

/** Begins runs that are closed after their test, unless the test has closed them itself. */
export function runsOfTests(): Begin {
  const open = new Set<FaultRun>();
  afterEach(async () => {
    for (const run of open) await run.close();
  });
  return async (template, options = {}) => {
    const run = await beginRun(template, options);
    const { close } = run;
    run.close = () => {
      open.delete(run);
      return close();
    };
    open.add(run);
    return run;
  };
}
