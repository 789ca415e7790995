// `decide`: writes a person's decision about held photos into the library; the next `sync` carries it out.
import { isAboutAlbum, type AlbumReason, type Reason } from '../../../shared/reasons.ts';
import type { Engine } from '../../engine/engine.ts';
import { explainPath } from '../../engine/queries/explain-path.ts';
import { compareFolders, realFolder } from '../../engine/disk/path-rules.ts';
import { belowFolder } from './below-folder.ts';
import { changeLibrary } from './change-library.ts';
import type { DecideCommand } from '../command-line/command-types.ts';
import { actionOf, albumActionOf, decisionsFor, type DecideAction } from './decisions.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { noAlbumPage, readPhotos, openReader, whyNotOpen, type LibraryReader } from './library-reader.ts';
import { jsonLine } from '../output/json-line.ts';
import type { Output } from '../output/output.ts';
import { safeText } from '../output/safe-text.ts';
import { terminalErrorText, type Locale } from '../locales/locale.ts';
import type { OpenImaging } from '../open-imaging.ts';

/** One photo that can be decided about so. */
interface Chosen {
  fileId: number;
  /** Set where the decision is about the album. */
  album: { reason: AlbumReason; albumId: number } | null;
  /** Set where the decision is about a whole watched folder and becomes its rule. */
  ruleOf?: number;
}

export interface DecideContext {
  /** The library's data folder. */
  folder: string;
  output: Output;
  locale: Locale;
  openImaging: OpenImaging;
}

export async function decide(
  command: DecideCommand,
  { folder, output, locale, openImaging }: DecideContext,
): Promise<ExitStatus> {
  const { texts } = locale;
  const complain = (...texts: string[]): void => texts.forEach((text) => output.note(safeText(text)));
  const opened = openReader(folder);
  if (opened.kind !== 'open') {
    output.note(whyNotOpen(opened, folder, locale));
    return exitStatus.usage;
  }
  const chosen = new Map<number, Chosen>();
  let wrong = 0;
  for (const path of command.paths) {
    const found = await chosenAt(opened.reader, path, command.decision, locale);
    if (Array.isArray(found)) for (const one of found) chosen.set(one.fileId, one);
    else {
      wrong += 1;
      complain(found.complaint);
    }
  }
  opened.reader.close();
  const written =
    chosen.size === 0
      ? ({ kind: 'changed', value: 0 } as const)
      : await changeLibrary(folder, openImaging, (engine) => apply(engine, command.decision, [...chosen.values()]));
  if (written.kind === 'failed') {
    complain(terminalErrorText(written.code, written.subject ?? folder, locale));
    return exitStatus.usage;
  }
  const done = written.value;
  if (command.json) output.line(jsonLine({ type: 'decided', decision: command.decision, photos: done }));
  else if (done > 0)
    output.line([texts.decide.done(done), ...(isDoneNow(command.decision) ? [] : [texts.decide.next])].join(' '));
  return wrong > 0 || done < chosen.size ? exitStatus.needsDecision : exitStatus.good;
}

/** A file's own photo, whatever it waits for; of a folder those that wait for a person. */
async function chosenAt(
  reader: LibraryReader,
  given: string,
  decision: DecideAction,
  { texts }: Locale,
): Promise<Chosen[] | { complaint: string }> {
  const { folders } = reader.queries;
  const below = await realFolder(given);
  if (below.kind === 'folder') {
    const ids = folders.all().map(({ folderId }) => folderId);
    const isBelow = belowFolder(below);
    const found = [...readPhotos(reader, ids)].filter(
      ({ path, decisions }) => decisions.includes(decision) && isBelow(path),
    );
    if (found.length === 0) return { complaint: texts.decide.nothingBelow(below.path, decision) };
    const isWhole = (path: string): boolean =>
      isBelow(path) || compareFolders(path, below.path, { foldCase: below.foldCase }) === 'same';
    const whole = new Set(
      folders.all().flatMap(({ folderId, path }) => (path !== null && isWhole(path) ? [folderId] : [])),
    );
    return found.map(({ fileId, folderId, reason, albumId }) => ({
      fileId,
      album: albumOf(reason, albumId, decision),
      ...(reason === 'unnamed_picture' && whole.has(folderId) && { ruleOf: folderId }),
    }));
  }
  const explained = await explainPath(reader.queries, noAlbumPage, given);
  if (explained.kind !== 'known') return { complaint: texts.library.unknownFile(given) };
  const { row, path, actions, album } = explained.detail;
  const can = decisionsFor(actions, row.reason);
  if (can.includes(decision))
    return [{ fileId: row.fileId, album: albumOf(row.reason, album?.albumId ?? null, decision) }];
  const complaint = texts.decide.nothing(path, decision);
  return { complaint: can.length === 0 ? complaint : `${complaint} ${texts.decide.instead(can.join(', '))}` };
}

function albumOf(reason: Reason | null, albumId: number | null, decision: DecideAction): Chosen['album'] {
  return actionOf(decision) === null && albumId !== null && isAboutAlbum(reason) ? { reason, albumId } : null;
}

async function apply({ calls }: Engine, decision: DecideAction, chosen: readonly Chosen[]): Promise<number> {
  const action = actionOf(decision);
  let done = 0;
  if (action === null) {
    const albumAction = albumActionOf[decision] ?? 'create_album';
    const albums = new Map(chosen.flatMap(({ album }) => (album === null ? [] : [[album.albumId, album]])));
    for (const { reason, albumId } of albums.values()) {
      const acted = await calls['problems.act']({ reason, albumId, action: albumAction, target: null });
      if (acted.ok) done += acted.value.changed;
    }
    return done;
  }
  // What is found later in such a folder follows the decision, too.
  const ruled = new Set(chosen.flatMap(({ ruleOf }) => (ruleOf === undefined ? [] : [ruleOf])));
  for (const folderId of ruled) {
    const acted = await calls['problems.act']({
      reason: 'unnamed_picture',
      albumId: null,
      folderId,
      action,
      target: null,
    });
    if (acted.ok) done += acted.value.changed;
  }
  const single = chosen.filter(({ ruleOf }) => ruleOf === undefined);
  for (let from = 0; from < single.length; from += mostAtOnce) {
    const fileIds = single.slice(from, from + mostAtOnce).map(({ fileId }) => fileId);
    const acted = await calls['photos.act']({ fileIds, action });
    if (acted.ok) done += acted.value.changed;
  }
  return done;
}

/** Nothing is left to be sent. */
const isDoneNow = (decision: DecideAction): boolean => decision === 'leave-out' || decision === 'it-is-there';

/** As many as one call takes (shared/ipc.ts). */
const mostAtOnce = 10_000;
