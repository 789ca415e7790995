// After a restore, photos are compared with what the service has before they are sent. Finds; assumes nothing. See [Note: after a restore].
import type { PipelineStep } from './pipeline-step.ts';
import type { ComparedAlbum, Uncompared } from '../db/comparison.ts';
import { inSlices } from '../db/slices.ts';
import { waitAfter } from '../sending/retry-policy.ts';
import type { Trouble } from '../../ok/answer.ts';
import type { OkApi } from '../../ok/api.ts';
import type { PipelineContext } from './context.ts';
import { outcomeOf } from './outcome.ts';
import { troubleWord } from '../../ok/trouble-word.ts';
import { holdAlbum } from '../albums/hold-for-album.ts';
import { readRemoteAlbum, type RemoteAlbumIndex } from '../matching/remote-album-index.ts';
import { FingerprintSource } from '../matching/fingerprint-source.ts';
import { StoredFingerprints } from '../matching/stored-fingerprints.ts';
import { mayRun, recordResult } from './failed-steps.ts';

const atOnce = 100;
/** Pictures of the service that are looked at before anybody else gets a turn. */
const looksAtOnce = 24;
/** The backup's time is of our clock, a photo's of the service's; and a backup takes a while. What is ours already is not asked about, so this may be generous. */
const marginMs = 3_600_000;
/** Named in the journal; a person looks into the album anyway. */
const candidatesNamed = 5;

export function compareStep(context: PipelineContext): PipelineStep<Uncompared[]> {
  const { comparison, listedPhotos, placements, receipts } = context.tables;
  const fingerprints = new StoredFingerprints(new FingerprintSource(context), context.tables, (placementId) => {
    const work = placements.get(placementId);
    return work === null ? null : context.placeOf(work);
  });
  /** The album that is being compared; read once, not for every hundred photos. */
  let kept: RemoteAlbumIndex | null = null;

  function wait(group: readonly Uncompared[], word: string): void {
    context.tables.together(() => {
      for (const { placementId } of group) {
        // The photo is not to blame: no attempt is used up.
        const work = placements.get(placementId);
        const ms = waitAfter(context.policy, 1, context.clock.random());
        placements.tryLater(placementId, work?.attempts ?? 0, context.clock.now() + ms, word);
      }
    });
  }

  function later(group: readonly Uncompared[], trouble: Trouble): void {
    const outcome = outcomeOf(trouble);
    recordResult(context.breakers.commit, outcome);
    if (outcome.kind === 'account') context.account.report(trouble);
    else if (outcome.kind === 'held') holdAlbum(context, group[0]?.albumId ?? 0);
    else if (outcome.kind !== 'stopped') wait(group, troubleWord(trouble));
  }

  /** false: not now. The trouble is written down. */
  async function list(
    remote: OkApi,
    album: ComparedAlbum,
    group: readonly Uncompared[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const albumId = group[0]?.albumId ?? 0;
    const answer = await remote.albumPhotos(album.remoteId, { sinceMs: album.sinceMs - marginMs }, signal);
    if (!answer.ok) {
      later(group, answer.trouble);
      return false;
    }
    recordResult(context.breakers.commit, { kind: 'moved', value: null });
    await inSlices(context.tables, listedPhotos.clear(albumId), () => undefined);
    await inSlices(context.tables, answer.value, ({ id, width, height, createdMs }) =>
      listedPhotos.add(albumId, { remoteId: id, width, height, createdAtMs: createdMs }),
    );
    listedPhotos.finish(albumId);
    return true;
  }

  async function listedOf(albumId: number, { listedAtMs }: ComparedAlbum): Promise<RemoteAlbumIndex> {
    if (kept?.albumId !== albumId || kept.listedAtMs !== listedAtMs)
      kept = await readRemoteAlbum(context.tables, albumId, listedAtMs);
    return kept;
  }

  /** Looks at ours that have somebody to be compared with, and at those of the service. false: not all of them yet. */
  async function look(
    remote: OkApi,
    group: readonly Uncompared[],
    listed: RemoteAlbumIndex,
    signal: AbortSignal,
  ): Promise<boolean> {
    const ours = group.filter((one) => listed.hasFitting(one));
    if ((await fingerprints.ofOurs(ours)).kind !== 'complete') {
      wait(group, 'no pictures now');
      return false;
    }
    const missing = listed.withoutFingerprint(ours, looksAtOnce + 1);
    const asked = missing.slice(0, looksAtOnce);
    const reading = await fingerprints.ofRemote(remote, listed.albumId, asked, signal);
    listed.noteFingerprints(asked);
    if (reading.kind === 'trouble') later(group, reading.trouble);
    else if (reading.kind === 'later' && !signal.aborted) wait(group, 'no pictures now');
    return reading.kind === 'complete' && missing.length <= looksAtOnce;
  }

  function compare(one: Uncompared, listed: RemoteAlbumIndex): void {
    const now = placements.get(one.placementId);
    // It may have been told to go elsewhere meanwhile.
    if (now?.state !== 'queued' || now.albumId !== one.albumId || receipts.recognise(one)) return;
    const { same, unsure } = listed.similarTo(one, candidatesNamed);
    if (same.length + unsure.length === 0 && !receipts.isOfUnknownAlbum(one.sha256)) {
      comparison.clear(one.placementId);
      return;
    }
    const [likely] = same;
    const candidates = [...same, ...unsure].slice(0, candidatesNamed);
    // Of a burst several look the same: which of them it is, a person sees.
    const isProbable = likely !== undefined && same.length === 1;
    placements.apply(one.placementId, 'held', {
      reason: isProbable ? 'probably_there' : 'maybe_there',
      detail: { candidates: candidates.join(' '), ...(isProbable ? { likely } : {}) },
    });
    context.changed('problems');
  }

  return {
    name: 'compare',
    space: 'placement',
    // However many photos are to be compared, a service in trouble is not asked for each hundred of them.
    capacity: () => (mayRun(context) ? context.breakers.commit.capacity(1) : 0),
    take(_limit, isBusy) {
      const group = comparison.due(atOnce).filter(({ placementId }) => !isBusy(placementId));
      if (group.length === 0) kept = null;
      return group.length === 0 ? [] : [group];
    },
    keys: (group) => group.map(({ placementId }) => placementId),
    async run(group, signal) {
      const [first] = group;
      const remote = context.remote();
      if (first === undefined || remote === null) return;
      const before = comparison.album(first.albumId);
      if (before === null || (!before.isListed && !(await list(remote, before, group, signal)))) return;
      const album = comparison.album(first.albumId);
      if (album === null) return;
      const listed = await listedOf(first.albumId, album);
      if (!(await look(remote, group, listed, signal))) return;
      await inSlices(context.tables, group, (one) => compare(one, listed));
      context.changed('photos');
    },
  };
}
