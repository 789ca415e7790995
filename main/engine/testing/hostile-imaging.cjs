// A stand-in for the imaging process that does what the photo's name says: hangs, dies, swells, lies. For the pool's
// tests only.
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
  caption: null,
  soundness: 'whole',
  hasThumbnail: false,
};
/** Signs of life every few milliseconds; an answer after as many as the path ends with, or never. */
function speak(id, sign, path = '') {
  const until = Number(path.split(' ')[1] ?? Infinity);
  let said = 0;
  const timer = setInterval(() => {
    said += 1;
    process.send({ kind: 'working', id, ...sign(said) });
    if (said < until) return;
    clearInterval(timer);
    answers.fine({ id });
  }, 20);
}
const answers = {
  hang() {
    // Without using the processor: other tests run beside this one.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
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
    process.send({ kind: 'made', id, outcome: { kind: 'failed', reason: 'vanished' }, residentBytes: 1 }),
  swell: ({ id }) => process.send({ kind: 'inspected', id, outcome: { kind: 'facts', facts }, residentBytes: 5e9 }),
  // Hangs at the first look; at the second it is content if nobody else is asked meanwhile.
  alone(request) {
    const log = () => readFileSync(join(request.thumbnailFolder, 'asked'), 'utf8');
    const before = log();
    if (before === 'alone\n') return answers.hang();
    return setTimeout(() => (log() === before ? answers.fine(request) : answers.stranger(request)), 300);
  },
  // Signs of life that bring nothing: a read that stalls, a decoder that waits for nobody, one that never ends.
  stall: ({ id }) => speak(id, () => ({ doing: 'reading', readBytes: 1000, cpuMs: 3 })),
  doze: ({ id }) => speak(id, () => ({ doing: 'decoding', readBytes: 1000, cpuMs: 3 })),
  loop: ({ id }) => speak(id, (said) => ({ doing: 'decoding', readBytes: 1000, cpuMs: said * 1000 })),
  // Takes its time and says so: more bytes each time, or more work.
  slow: ({ id, path }) => speak(id, (said) => ({ doing: 'reading', readBytes: said, cpuMs: 0 }), path),
  busy: ({ id, path }) => speak(id, (said) => ({ doing: 'decoding', readBytes: 9, cpuMs: said * 600 }), path),
  // Hangs at the first look, and goes well when it is looked at again.
  once(request) {
    const isFirst =
      readFileSync(join(request.thumbnailFolder, 'asked'), 'utf8').split(`${request.path}\n`).length === 2;
    return isFirst ? answers.hang() : answers.fine(request);
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
  makeCopy: ({ id }) =>
    process.send({ kind: 'made', id, outcome: { kind: 'failed', reason: 'cannot-decode' }, residentBytes: 1 }),
};

if (process.argv.includes('never-ready')) process.exit(3);
process.on('message', (request) => {
  // `thumbnailFolder` is where the test wants to read what was asked, in which order.
  if (request.thumbnailFolder) appendFileSync(join(request.thumbnailFolder, 'asked'), `${request.path}\n`);
  const deed = request.path.split(' ')[0];
  (request.kind === 'makeCopy' && !['hang', 'stall'].includes(deed) ? answers.makeCopy : answers[deed])(request);
});
process.on('disconnect', () => process.exit(0));
process.send({ kind: 'ready' });
