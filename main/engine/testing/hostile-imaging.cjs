// A stand-in for the imaging process that does what the photo's name says: hangs, dies, swells, lies. For the pool's tests only.
'use strict';

const { appendFileSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const facts = {
  sha256: '0'.repeat(64),
  sizeBytes: 1,
  format: 'jpeg',
  width: 1,
  height: 1,
  orientation: 1,
  capturedAtMs: null,
  capturedFrom: null,
  hasGps: false,
  soundness: 'whole',
  hasThumbnail: false,
};
const answers = {
  hang() {
    for (;;);
  },
  die: () => process.exit(7),
  abort: () => process.abort(),
  lie: ({ id }) =>
    process.send({
      kind: 'inspected',
      id,
      outcome: { kind: 'facts', facts: { ...facts, sha256: 'no hash' } },
      residentBytes: 1,
    }),
  stranger: ({ id }) =>
    process.send({ kind: 'inspected', id: id + 999, outcome: { kind: 'vanished' }, residentBytes: 1 }),
  confuse: ({ id }) =>
    process.send({ kind: 'mended', id, outcome: { kind: 'failed', reason: 'vanished' }, residentBytes: 1 }),
  swell: ({ id }) => process.send({ kind: 'inspected', id, outcome: { kind: 'facts', facts }, residentBytes: 5e9 }),
  // Reads for longer than a photo may take in silence, and says so.
  slow({ id }) {
    let told = 0;
    const timer = setInterval(() => {
      told += 1;
      if (told < 10) return process.send({ kind: 'reading', id, readBytes: told });
      clearInterval(timer);
      return answers.fine({ id });
    }, 200);
  },
  // Answers when somebody else is asked at the same time: alone it waits for ever.
  meet({ id, thumbnailFolder }) {
    const timer = setInterval(() => {
      const met = readFileSync(join(thumbnailFolder, 'asked'), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('meet'));
      if (met.length < 2) return;
      clearInterval(timer);
      answers.fine({ id });
    }, 20);
  },
  // Its own pid as the size: tests see which process answered.
  fine: ({ id }) =>
    process.send({
      kind: 'inspected',
      id,
      outcome: { kind: 'facts', facts: { ...facts, sizeBytes: process.pid } },
      residentBytes: 1,
    }),
  mend: ({ id }) =>
    process.send({ kind: 'mended', id, outcome: { kind: 'failed', reason: 'cannot-decode' }, residentBytes: 1 }),
};

if (process.argv.includes('never-ready')) process.exit(3);
process.on('message', (request) => {
  // `thumbnailFolder` is where the test wants to read what was asked, in which order.
  if (request.thumbnailFolder) appendFileSync(join(request.thumbnailFolder, 'asked'), `${request.path}\n`);
  (request.kind === 'mend' ? answers.mend : answers[request.path.split(' ')[0]])(request);
});
process.on('disconnect', () => process.exit(0));
process.send({ kind: 'ready' });
