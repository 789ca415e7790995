// `npm run demo [-- FOLDER… [--keep]]`: the demo service, a sync, and the proof that everything arrived. It must not be
// imported.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SyncCommand } from '../command-line/command-types.ts';
import { variables } from '../account/from-environment.ts';
import { keychainOfSystem } from '../account/keychain.ts';
import { holds, prove, readServiceLedger, type Proof } from './demo-proof.ts';
import { makeSamples } from './demo-samples.ts';
import { startDemoService, type DemoService } from './demo-service.ts';
import { systemClock } from '../../engine/system-clock.ts';
import { openForkedImaging } from '../open-imaging.ts';
import { exitWith } from '../exit.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { watchForInterruption, type Interruption } from '../interruption.ts';
import { allPhotos, openReader } from '../commands/library-reader.ts';
import { canRedraw, liveReporter } from '../output/live-reporter.ts';
import { openOutput, type Output } from '../output/output.ts';
import { reasonLine, type PhotoLine } from '../output/photo-line.ts';
import { plainReporter } from '../output/plain-reporter.ts';
import { safeText } from '../output/safe-text.ts';
import { localeOf, type Locale } from '../locales/locale.ts';
import { sync } from '../commands/sync.ts';

const sampleCount = 24;
const lanes = 3;
/** Longer tables are no table any more: then only what is not simply done is listed. */
const longestTable = 100;

async function demo(
  folders: readonly string[],
  keep: boolean,
  place: string,
  locale: Locale,
  output: Output,
  interruption: Interruption,
): Promise<ExitStatus> {
  const { texts } = locale;
  if (folders.length === 0) output.note(texts.demo.making);
  const samples = join(place, 'Sample photos');
  if (folders.length === 0) await makeSamples(samples, sampleCount, () => undefined);
  const data = join(place, 'data');
  const service = await startDemoService(join(place, 'service'));
  try {
    output.note(texts.run.demoPage(service.address));
    const command: SyncCommand = {
      kind: 'sync',
      folders: folders.length === 0 ? [samples] : [...folders],
      album: { kind: 'folder_name' },
      privacy: 'private',
      albumId: null,
      group: null,
      newAlbum: false,
      // The service runs on this computer, and what arrives is compared byte for byte.
      rules: { removeGps: false },
      allowHosts: [],
      samePerson: false,
      dryRun: false,
      watch: false,
      data,
      lanes,
      photosPerPost: 1,
      demo: false,
      json: false,
      verbose: false,
      patienceSeconds: 30,
    };
    const status = await sync(command, {
      folder: data,
      locale,
      output,
      interruption,
      env: environmentOf(service),
      keychain: keychainOfSystem(process.env),
      clock: systemClock,
      openImaging: openForkedImaging,
      reporter: () =>
        canRedraw(process.stdout, process.env)
          ? liveReporter(process.stdout, locale, lanes)
          : plainReporter(output, locale),
    });
    if (status !== exitStatus.good && status !== exitStatus.needsDecision) return status;
    const lines = readLines(data);
    for (const text of table(lines, folders.length === 0 ? samples : '', locale)) output.line(text);
    const proof = await prove(lines, await readServiceLedger(service.address));
    for (const text of proofLines(proof, locale)) output.line(safeText(text));
    if (keep) {
      output.note(`${texts.demo.keep} ${service.address}`);
      await untilInterrupted(interruption);
    }
    return holds(proof) ? exitStatus.good : exitStatus.needsDecision;
  } finally {
    await service.close();
  }
}

function environmentOf({ credentials }: DemoService): NodeJS.ProcessEnv {
  return {
    [variables.address]: credentials.apiAddress,
    [variables.applicationKey]: credentials.applicationKey,
    [variables.accessToken]: credentials.accessToken,
    [variables.sessionSecret]: credentials.signingSecret,
  };
}

function readLines(data: string): PhotoLine[] {
  const opened = openReader(data);
  if (opened.kind !== 'open') throw new Error('the library of the demo cannot be read');
  const { reader } = opened;
  try {
    return [...allPhotos(reader)].sort((a, b) => a.path.localeCompare(b.path));
  } finally {
    reader.close();
  }
}

function table(lines: readonly PhotoLine[], root: string, { t, texts }: Locale): string[] {
  const shown = lines.length <= longestTable ? lines : lines.filter(({ state }) => state !== 'done');
  const rows = shown.map((line): [string, string, string] => [
    safeText(root === '' ? line.path : line.path.slice(root.length + 1)),
    texts.state[line.state],
    reasonLine(line.reason, t),
  ]);
  const head: [string, string, string] = [texts.demo.photo, texts.demo.state, texts.demo.reason];
  const all = [head, ...rows];
  const width = (column: 0 | 1): number => Math.max(...all.map((row) => row[column].length));
  const draw = (row: [string, string, string]): string =>
    `${row[0].padEnd(width(0))}  ${row[1].padEnd(width(1))}  ${row[2]}`.trimEnd();
  return ['', draw(head), '─'.repeat(width(0) + width(1) + 2 + 2 + head[2].length), ...rows.map(draw), ''];
}

function proofLines(proof: Proof, { texts }: Locale): string[] {
  const { wanted, missing, repeated, foreign } = proof;
  return [
    `${texts.demo.proof}: ${holds(proof) ? texts.demo.arrived(wanted) : ''}`,
    ...missing.map(({ path }) => texts.demo.missing(path)),
    ...repeated.map(({ line, times }) => texts.demo.twice(line.path, times)),
    ...foreign.map((sha256) => texts.demo.foreign(sha256)),
  ];
}

function untilInterrupted({ signal }: Interruption): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function main(): Promise<ExitStatus> {
  const given = process.argv.slice(2);
  const folders = given.filter((argument) => argument !== '--keep');
  const locale = localeOf(process.env);
  const interruption = watchForInterruption();
  const output = openOutput(process, () => interruption.ask());
  if (folders.some((argument) => argument.startsWith('-'))) {
    output.note('npm run demo [-- FOLDER… [--keep]]');
    return exitStatus.usage;
  }
  const place = await mkdtemp(join(tmpdir(), 'ok-photo-sync-demo-'));
  try {
    return await demo(folders, given.includes('--keep'), place, locale, output, interruption);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

exitWith(main());
