// The engine's process, with workers in place of Electron's processes: they pass ports in the same way.
import { afterEach, expect, test } from 'vitest';
import { defaultSendRules } from '../../../shared/send-rules.ts';
import { recordedLog } from '../testing/recorded-log.ts';
import { EngineProcess } from './engine-process.ts';
import type { EngineProcessState } from './engine-process.ts';
import { forkWorker, nodePortPair, program, until } from './testing/node-fork.ts';

const opened: EngineProcess[] = [];
afterEach(() => Promise.all(opened.splice(0).map((engine) => engine.stop())));

const start = {
  dataFolder: '/library',
  credentials: null,
  sealKey: Buffer.alloc(32, 7).toString('base64'),
  settings: { lanes: 3, sending: defaultSendRules },
  account: 'demo' as const,
  proxy: null,
};

function open(engineCode: string, imagingCode = '') {
  const log = recordedLog();
  const events: [string, unknown][] = [];
  const states: EngineProcessState[] = [];
  const engine = new EngineProcess({
    files: { engine: program(engineCode), imaging: program(imagingCode) },
    start,
    fork: forkWorker,
    portPair: nodePortPair,
    log,
    onEvent: (name, payload) => events.push([name, payload]),
    onState: (state) => states.push(state),
    backOff: { firstMs: 1, longestMs: 4, steadyAfterMs: 60_000 },
  });
  opened.push(engine);
  return { engine, log, events, states };
}

/** Answers each call with all messages so far. */
const talkative = `
  const told = [];
  self.on(({ data }) => {
    told.push(data);
    if (data.type === 'start') self.post({ type: 'ready' });
    if (data.type === 'call' && data.name === 'folders.list') throw new Error('dies of it');
    if (data.type === 'call') self.post({ type: 'answer', id: data.id, result: { ok: true, value: told } });
    if (data.type === 'stop') process.exit(0);
  });
`;

test('calls made while the engine is starting wait for it, in order', async () => {
  const { engine, states } = open(talkative);
  const answers = await Promise.all([engine.call('snapshot.get', undefined), engine.call('photos.get', { fileId: 5 })]);
  expect(answers[1]).toMatchObject({
    ok: true,
    value: [
      { type: 'start', ...start },
      { type: 'call', name: 'snapshot.get' },
      { type: 'call', name: 'photos.get', input: { fileId: 5 } },
    ],
  });
  expect(states).toEqual([{ state: 'running', code: null }]);
});

test('when the engine dies, open calls are answered, and it restarts with the latest settings', async () => {
  const { engine, states } = open(talkative);
  const credentials = { apiAddress: 'http://127.0.0.1:1/', applicationKey: 'K', accessToken: 'T', signingSecret: 'S' };
  await engine.call('snapshot.get', undefined);
  engine.sendSettings({ lanes: 5, sending: defaultSendRules });
  engine.sendCredentials(credentials);
  engine.sendProxy('http://proxy.example:3128');
  expect(await engine.call('folders.list', undefined)).toEqual({
    ok: false,
    error: { code: 'engine_not_running', subject: null },
  });
  await until(() => states.length >= 4);
  expect(states).toEqual([
    { state: 'running', code: null },
    { state: 'stopped', code: null },
    { state: 'starting', code: null },
    { state: 'running', code: null },
  ]);
  const again = await engine.call('snapshot.get', undefined);
  expect(again).toMatchObject({
    ok: true,
    value: [
      {
        type: 'start',
        ...start,
        settings: { lanes: 5, sending: defaultSendRules },
        credentials,
        proxy: 'http://proxy.example:3128',
      },
      { type: 'call' },
    ],
  });
});

test('after stop, calls are answered at once with engine_not_running', async () => {
  const { engine, states } = open(talkative);
  await engine.call('snapshot.get', undefined);
  await engine.stop();
  expect(states.at(-1)).toEqual({ state: 'stopped', code: null });
  expect(await engine.call('snapshot.get', undefined)).toMatchObject({
    ok: false,
    error: { code: 'engine_not_running' },
  });
});

test('a library of a newer program is reported and not tried again', async () => {
  const { engine, states } = open(`
    self.on(({ data }) => {
      if (data.type !== 'start') return;
      self.post({ type: 'failed', code: 'data_newer', subject: '/library' });
      setTimeout(() => process.exit(1), 5);
    });
  `);
  await until(() => states.length > 0);
  expect(states).toEqual([{ state: 'failed', code: 'data_newer', subject: '/library' }]);
  expect(await engine.call('snapshot.get', undefined)).toMatchObject({ ok: false });
});

test('an unknown message is logged and otherwise ignored', async () => {
  const { engine, log, events } = open(`
    self.on(({ data }) => {
      if (data.type === 'start') {
        self.post('nonsense');
        self.post({ type: 'event', name: 'no.such', payload: 1 });
        self.post({ type: 'event', name: 'snapshot.changed', payload: 1 });
        self.post({ type: 'ready' });
      }
      if (data.type === 'call') self.post({ type: 'answer', id: data.id, result: { ok: true, value: 'well' } });
      if (data.type === 'stop') process.exit(0);
    });
  `);
  expect(await engine.call('snapshot.get', undefined)).toEqual({ ok: true, value: 'well' });
  expect(log.lines.filter((line) => line.event === 'engine.unknown_message')).toHaveLength(2);
  expect(events).toEqual([['snapshot.changed', 1]]);
});

test('an imaging process gets a port to the engine, and its end is reported, by a crash and by a kill', async () => {
  const { engine } = open(
    `
    const said = [];
    self.on(({ data, ports }) => {
      if (data.type === 'start') {
        self.post({ type: 'ready' });
        self.post({ type: 'imaging.spawn', child: 4 });
        self.post({ type: 'imaging.spawn', child: 5 });
      }
      if (data.type === 'imaging.spawned') {
        ports[0].on('message', (message) => {
          said.push([data.child, message]);
          if (data.child === 4) ports[0].postMessage('die');
          else self.post({ type: 'imaging.kill', child: 5 });
        });
        ports[0].postMessage('hello');
      }
      if (data.type === 'imaging.exited') said.push([data.child, 'exited']);
      if (data.type === 'call') self.post({ type: 'answer', id: data.id, result: { ok: true, value: said } });
      if (data.type === 'stop') process.exit(0);
    });
  `,
    `self.on(({ ports: [port] }) =>
      port.on('message', (message) => {
        if (message === 'die') process.exit(9);
        else port.postMessage('heard ' + message);
      }),
    );`,
  );
  let seen: unknown[] = [];
  while (seen.length < 4) {
    const answer = await engine.call('snapshot.get', undefined);
    seen = answer.ok ? (answer.value as unknown[]) : [];
  }
  expect(seen).toEqual(
    expect.arrayContaining([
      [4, 'heard hello'],
      [4, 'exited'],
      [5, 'heard hello'],
      [5, 'exited'],
    ]),
  );
});
