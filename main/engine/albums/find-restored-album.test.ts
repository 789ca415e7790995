import { expect, test } from 'vitest';
import { findRestoredAlbum, type RestoreEvidence } from './find-restored-album.ts';

const album = (id: string, title = 'Summer') => ({ id, title });
const find = (more: Partial<RestoreEvidence<ReturnType<typeof album>>>) =>
  findRestoredAlbum({
    title: 'Summer',
    free: [],
    sentInto: new Map(),
    hasReceipts: () => false,
    rivals: 0,
    isChecking: false,
    ...more,
  });

test('the album with the most receipts is adopted, whatever its title is now and whatever other albums have it', () => {
  const free = [album('1'), album('2'), album('3', 'Renamed')];
  expect(find({ free, sentInto: new Map([['2', 1]]) })).toEqual({ kind: 'adopt', album: free[1] });
  expect(
    find({
      free,
      sentInto: new Map([
        ['3', 4],
        ['1', 1],
      ]),
    }),
  ).toEqual({ kind: 'adopt', album: free[2] });
  expect(find({ free, sentInto: new Map([['2', 3]]), isChecking: true, rivals: 5 }).kind).toBe('adopt');
});

test('where the same photos were sent into several albums the title decides, and otherwise a person', () => {
  const sentInto = new Map([
    ['1', 2],
    ['2', 2],
  ]);
  const other = album('2', 'Winter');
  expect(find({ free: [album('1'), other], sentInto })).toEqual({ kind: 'adopt', album: album('1') });
  expect(find({ free: [album('1'), album('2')], sentInto }).kind).toBe('unclear');
  expect(find({ free: [album('1', 'Winter'), other], sentInto }).kind).toBe('unclear');
});

test('without receipts the only album of the title is adopted; several albums or several rows are a question', () => {
  expect(find({ free: [album('1'), album('2', 'Winter')] })).toEqual({ kind: 'adopt', album: album('1') });
  expect(find({ free: [album('1'), album('2')] }).kind).toBe('unclear');
  expect(find({ free: [album('1')], rivals: 1 }).kind).toBe('unclear');
  expect(find({ free: [album('2', 'Winter')], rivals: 1 }).kind).toBe('create');
});

test('an album that this program filled with photos of other rows is not adopted', () => {
  expect(find({ free: [album('1')], hasReceipts: () => true }).kind).toBe('create');
  expect(find({ free: [album('1'), album('2')], hasReceipts: (id) => id === '1' })).toEqual({
    kind: 'adopt',
    album: album('2'),
  });
});

test('a title decides nothing while files are still being inspected', () => {
  expect(find({ free: [album('1')], isChecking: true }).kind).toBe('wait');
  expect(find({ free: [], isChecking: true }).kind).toBe('create');
});
