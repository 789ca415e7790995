// What each command of tray, dock, task bar and command line does.
import { expect, test } from 'vitest';
import { ok } from '../../../shared/errors.ts';
import { appCommandOf, runAppCommand } from './app-commands.ts';
import type { AppCommand } from './app-commands.ts';

function doneBy(command: AppCommand): unknown[] {
  const done: unknown[] = [];
  runAppCommand(command, {
    requests: {
      showScreen: (screen) => done.push(`screen ${screen}`),
      showAbout: () => done.push('about'),
      drop: (paths) => done.push(['drop', ...paths]),
      explain: (path) => done.push(['explain', path]),
      addPhotos: () => done.push('add photos'),
    },
    callEngine: (name, input) => {
      done.push([name, input]);
      return Promise.resolve(ok(undefined));
    },
    showWindow: () => done.push('window'),
    showInFolder: (fileId) => Promise.resolve(done.push(`file ${fileId}`)),
    quit: () => done.push('quit'),
  });
  return done;
}

test('each command does one thing', () => {
  expect(doneBy({ do: 'open' })).toEqual(['window']);
  expect(doneBy({ do: 'add-photos' })).toEqual(['add photos']);
  expect(doneBy({ do: 'explain' })).toEqual([['explain', null]]);
  expect(doneBy({ do: 'retry' })).toEqual([['sync.retry', undefined]]);
  expect(doneBy({ do: 'send-anyway' })).toEqual([['sync.sendAnyway', undefined]]);
  expect(doneBy({ do: 'pause', untilMs: 5 })).toEqual([['sync.pause', { untilMs: 5 }]]);
  expect(doneBy({ do: 'resume' })).toEqual([['sync.resume', undefined]]);
  expect(doneBy({ do: 'show', fileId: 7 })).toEqual(['file 7']);
  expect(doneBy({ do: 'settings' })).toEqual(['screen settings']);
  expect(doneBy({ do: 'quit' })).toEqual(['quit']);
});

test('a pause from the command line lasts until the person resumes', () => {
  expect(appCommandOf('pause')).toEqual({ do: 'pause', untilMs: null });
  expect(appCommandOf('explain')).toEqual({ do: 'explain' });
});
