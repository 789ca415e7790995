// The command line, as each system and the development tools write it.
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { hexOfName } from '../../../shared/byte-names.ts';
import { readStartOptions } from './start-options.ts';

const from = { packaged: true, workingFolder: resolve('/home/anna'), environment: {} };

test('the installed program takes files and folders, and leaves the browser’s switches alone', () => {
  expect(
    readStartOptions(['/opt/ok-photo-sync', '--no-sandbox', 'a.jpg', resolve('/photos'), '--hidden'], from),
  ).toEqual({
    paths: [resolve('/home/anna/a.jpg'), resolve('/photos')],
    demo: false,
    hidden: true,
    command: null,
    dataFolder: null,
  });
});

test('in development the first path is the app’s own folder, and -r belongs to the test runner', () => {
  const argv = ['electron', '-r', '/runner/loader.js', '--inspect=0', '.', '--demo', 'a.jpg'];
  expect(readStartOptions(argv, { ...from, packaged: false })).toMatchObject({
    paths: [resolve('/home/anna/a.jpg')],
    demo: true,
  });
});

test.skipIf(process.platform === 'win32')(
  'addresses of files, as file managers on Linux write them, become paths',
  () => {
    expect(
      readStartOptions(['x', 'file:///home/anna/%D0%BB%D0%B5%D1%82%D0%BE%201.jpg', 'file://far/away'], from).paths,
    ).toEqual(['/home/anna/лето 1.jpg']);
  },
);

test.skipIf(process.platform === 'win32')('file addresses whose names are not UTF-8 keep their bytes', () => {
  const words = [
    'x',
    'file:///media/%CC%EE%F0%E5/%D0%BB%201.jpg',
    'file:///a/%F4%8F%B8%80',
    'file:///a/%E5%2F%CC',
    'file://far/%E5',
  ];
  expect(readStartOptions(words, from).paths.map(hexOfName)).toEqual([
    Buffer.from('/media/\xcc\xee\xf0\xe5/\xd0\xbb 1.jpg', 'latin1').toString('hex'),
    Buffer.from('/a/\xf4\x8f\xb8\x80', 'latin1').toString('hex'),
  ]);
});

test('the environment may name another data folder', () => {
  const environment = { OK_PHOTO_SYNC_DATA: 'data' };
  expect(readStartOptions(['x'], { ...from, environment }).dataFolder).toBe(resolve('/home/anna/data'));
  expect(readStartOptions(['x'], { ...from, environment: { OK_PHOTO_SYNC_DATA: '' } }).dataFolder).toBeNull();
});

test('--do names a command, and an unknown command is ignored', () => {
  expect(readStartOptions(['x', '--do=pause'], from).command).toBe('pause');
  expect(readStartOptions(['x', '--do=quit'], from).command).toBeNull();
  expect(readStartOptions(['x', '--do='], from).command).toBeNull();
  expect(readStartOptions(['x', '--do=explain', 'a.jpg'], from)).toMatchObject({
    command: 'explain',
    paths: [resolve('/home/anna/a.jpg')],
  });
});
