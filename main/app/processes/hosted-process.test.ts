// Hosting real processes that die, hang and print.
import { setTimeout } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { recordedLog } from '../testing/recorded-log.ts';
import { HostedProcess } from './hosted-process.ts';
import type { HostOptions, HostState } from './hosted-process.ts';
import { forkNode, program, until } from './testing/node-fork.ts';

const quick = { firstMs: 1, longestMs: 4, steadyAfterMs: 60_000 };
const hosted: HostedProcess[] = [];
afterEach(() => Promise.all(hosted.splice(0).map((host) => host.stop())));

function host(code: string, differences: Partial<HostOptions> = {}) {
  const log = recordedLog();
  const states: HostState[] = [];
  const heard: unknown[] = [];
  let starts = 0;
  const process = new HostedProcess(
    {
      name: 'tried',
      file: program(code),
      args: [],
      execArgv: [],
      log,
      stopMessage: 'stop',
      backOff: quick,
      stopWithinMs: 50,
      onStart(post) {
        starts += 1;
        post({ start: starts });
      },
      onMessage(message) {
        heard.push(message);
        return message === 'ready' || message === 'give-up' ? message : undefined;
      },
      onState: (state) => states.push(state),
      ...differences,
    },
    forkNode,
  );
  hosted.push(process);
  return { process, log, states, heard, starts: () => starts };
}

const obedient = `
  process.send('ready');
  process.on('message', (message) => message === 'stop' ? process.exit(0) : process.send(message));
`;

test('a process gets its first message at the start, and is ready when it says so', async () => {
  const { process, states, heard } = host(obedient);
  await until(() => heard.length === 2);
  expect(states).toEqual(['ready']);
  expect(heard).toContainEqual({ start: 1 });
  expect(process.post({ hello: 'Привет' })).toBe(true);
  await until(() => heard.length === 3);
  expect(heard[2]).toEqual({ hello: 'Привет' });
});

test('a process that dies is started again and gets its first message again', async () => {
  const { log, states, starts } = host(`process.send('ready', () => process.exit(7));`);
  await until(() => starts() >= 3);
  expect(states.slice(0, 5)).toEqual(['ready', 'waiting', 'starting', 'ready', 'waiting']);
  const deaths = log.lines.filter((line) => line.event === 'process.died').map((line) => line.fields);
  expect(deaths[0]).toMatchObject({ code: 7, inARow: 1, waitMs: 1 });
  expect(deaths[1]).toMatchObject({ code: 7, inARow: 2, waitMs: 2 });
});

test('a process killed from outside is started again', async () => {
  const { process: hostedProcess, starts } = host(obedient);
  await until(() => hostedProcess.state === 'ready');
  process.kill(hostedProcess.pid ?? 0, 'SIGKILL');
  await until(() => starts() === 2 && hostedProcess.state === 'ready');
  expect(hostedProcess.post('still there')).toBe(true);
});

test('a program that is not there is tried again with back-off, and can still be stopped', async () => {
  const { process, log, starts } = host('', { file: '/no/such/program.cjs' });
  await until(() => starts() >= 2);
  await process.stop();
  expect(process.state).toBe('ended');
  expect(log.lines.some((line) => line.event === 'process.died')).toBe(true);
});

test('a process that says another start would not help is not started again', async () => {
  const { process, states, starts } = host(`process.send('give-up', () => process.exit(1));`);
  await until(() => process.state === 'ended');
  await setTimeout(20);
  expect(starts()).toBe(1);
  expect(states).toEqual(['ended']);
});

test('a process that obeys the stop message is not killed', async () => {
  const { process, log } = host(obedient, { stopWithinMs: 60_000 });
  await until(() => process.state === 'ready');
  await process.stop();
  expect(process.state).toBe('ended');
  expect(process.post('anybody there')).toBe(false);
  expect(log.lines.at(-1)).toMatchObject({ event: 'process.ended', fields: { code: 0 } });
});

test('a process that ignores the stop message is killed', async () => {
  const { process, log } = host(`process.send('ready'); process.on('message', () => {}); setInterval(() => {}, 1000);`);
  await until(() => process.state === 'ready');
  await process.stop();
  expect(process.state).toBe('ended');
  expect(log.lines.map((line) => line.event)).toContain('process.killed');
});

test.skipIf(process.platform === 'win32')(
  'a process that ignores the polite signal in an endless loop is killed hard',
  async () => {
    const { process } = host(`process.on('SIGTERM', () => {}); process.send('ready', () => { for (;;); });`);
    await until(() => process.state === 'ready');
    const { pid } = process;
    await process.stop();
    expect(() => globalThis.process.kill(pid ?? 0, 0)).toThrow('ESRCH');
  },
);

test('what a process prints reaches the log, cut to a bearable length', async () => {
  const { log } = host(`console.error('trouble'); console.log('x'.repeat(10000)); ${obedient}`);
  const said = () => log.lines.filter((line) => line.event === 'process.says');
  await until(() => said().length === 2);
  expect(said().find((line) => line.level === 'warn')?.fields['line']).toBe('trouble');
  expect(String(said().find((line) => line.level === 'info')?.fields['line']).length).toBe(2_000);
});
