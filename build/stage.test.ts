// What a long job of a script reports about itself, on a terminal and in a log.
import { expect, test } from 'vitest';
import { stage, stageText, type StageOutput } from './stage.ts';

const state = { title: 'Fetching', elapsedMs: 0, bytes: null, end: null } as const;

test('a stage says that it begins, how far it is, and how it ended', () => {
  expect(stageText(state)).toBe('Fetching …');
  expect(stageText({ ...state, elapsedMs: 12_400 })).toBe('Fetching … 12 s');
  const bytes = { done: 31_400_000, total: 132_000_000 };
  expect(stageText({ ...state, elapsedMs: 12_400, bytes })).toBe('Fetching … 31 of 132 MB, 12 s');
  expect(stageText({ ...state, elapsedMs: 3_000, bytes: { done: 5e6, total: null } })).toBe('Fetching … 5 MB, 3 s');
  const whole = { done: 132_000_000, total: 132_000_000 };
  expect(stageText({ ...state, elapsedMs: 40_000, bytes: whole, end: 'done' })).toBe('Fetching: done (132 MB, 40 s)');
  expect(stageText({ ...state, elapsedMs: 800, end: 'done' })).toBe('Fetching: done (1 s)');
  expect(stageText({ ...state, elapsedMs: 20_000, bytes, end: 'failed' })).toBe('Fetching: failed after 20 s');
});

function collected(of: Omit<StageOutput, 'write'>): StageOutput & { text: string } {
  return {
    ...of,
    text: '',
    write(text) {
      this.text += text;
    },
  };
}

test('in a log each report is a line without control characters', async () => {
  const output = collected({});
  expect(await stage('Building', () => Promise.resolve(7), output)).toBe(7);
  expect(output.text).toBe('Building …\nBuilding: done (0 s)\n');
});

test('on a terminal one line is drawn over and fits; the last report stays', async () => {
  const output = collected({ isTTY: true, columns: 20 });
  const failing = stage('A title as long as the line', () => Promise.reject(new Error('no')), output);
  await expect(failing).rejects.toThrow('no');
  const [begun, ended] = output.text.split('\r\u001b[K').slice(1);
  expect(begun?.length).toBeLessThan(20);
  expect(ended).toBe('A title as long as the line: failed after 0 s\n');
});
