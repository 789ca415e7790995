// Captions in the terminal: the rule, what `why` says of them, and what is done about one that OK refuses.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withJpegHeaders } from '../../test/fixtures/exif-block.ts';
import { photoBytes } from '../../test/fixtures/make-photos.ts';
import { exitStatus } from './exit-status.ts';
import { openCliPlace, type CliPlace } from './testing/cli-place.ts';
import { runMain } from './testing/run-main.ts';

let place: CliPlace;
let path: string;
beforeEach(async () => {
  place = await openCliPlace({ switches: { censoredWords: ['спам'] } });
  await mkdir(place.folder, { recursive: true });
  path = join(place.folder, 'IMG_1.jpg');
});
afterEach(() => place.close());

async function put(caption: string): Promise<void> {
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:description="${caption}"/></rdf:RDF></x:xmpmeta>`;
  await writeFile(path, withJpegHeaders(await photoBytes({ width: 160, height: 120, seed: 1 }), null, null, xmp));
}

const ask = (language: string, ...args: string[]) =>
  runMain([...args, '--data', place.data], { ...place.env, LC_ALL: language });
const captions = () => place.emulator.ledger().photos.map(({ comment }) => comment);

test('without --captions none goes, and why says that the file has one', async () => {
  await put('Лодка &#x202E;у реки');
  expect((await place.sync()).status).toBe(exitStatus.good);
  expect(captions()).toEqual(['']);
  expect((await ask('ru_RU.UTF-8', 'why', path)).stdout).toContain('На OK без подписи');
});

test('with --captions file the words of the file go, and why shows them', async () => {
  await put('Лодка &#x202E;у реки');
  expect((await place.sync('--captions', 'file')).status).toBe(exitStatus.good);
  expect(captions()).toEqual(['Лодка у реки']);
  expect((await ask('ru_RU.UTF-8', 'why', path)).stdout).toContain('Подпись на OK: Лодка у реки');
  expect((await ask('en_US.UTF-8', 'why', path)).stdout).toContain('Caption on OK: Лодка у реки');
});

test.each([
  ['ru_RU.UTF-8', 'OK не принял подпись к этому фото', 'отправить без подписи (send-without-caption)'],
  ['en_US.UTF-8', 'OK did not accept this photo’s caption', 'send it without the caption (send-without-caption)'],
])('%s: a caption that OK refuses is a question, and goes without by one word', async (language, what, way) => {
  await put('Сплошной спам');
  expect((await place.sync('--captions', 'file')).status).toBe(exitStatus.needsDecision);
  const problems = await ask(language, 'problems');
  expect(problems.stdout).toContain(what);
  expect(problems.stdout).toContain(way);
  expect(captions()).toEqual([]);
  expect((await ask(language, 'decide', 'send-without-caption', path)).status).toBe(exitStatus.good);
  expect((await place.sync()).status).toBe(exitStatus.good);
  expect(captions()).toEqual(['']);
});
