// After a restore, photos are compared with what the service has before they are sent. Finds; assumes nothing. See [Note: after a restore].
import type { Station } from '../conveyor.ts';
import type { ComparedAlbum, Uncompared, UnownedPhoto } from '../db/comparing.ts';
import { waitAfter } from '../retry-policy.ts';
import type { Trouble } from '../remote/answer.ts';
import type { Remote } from '../remote/remote.ts';
import type { Rooms } from '../rooms.ts';
import { likeness, lookOf, type Look } from '../steps/likeness.ts';
import { outcomeOf, wordOf } from '../steps/outcome.ts';
import { canBe } from '../steps/reconcile.ts';
import { holdAlbum } from './hold-album.ts';
import { openLooks } from './looks.ts';
import { isOpen, tellFuse } from './sending.ts';

const atOnce = 100;
/** Pictures of the service that are looked at before anybody else gets a turn. */
const looksAtOnce = 24;
/** The backup's time is of our clock, a photo's of the service's; and a backup takes a while. What is ours already is not asked about, so this may be generous. */
const marginMs = 3_600_000;
/** Named in the journal; a person looks into the album anyway. */
const candidatesNamed = 5;

/** A photo of the service, ready to be compared with many. `turns` is empty where its look says nothing. */
interface Seen extends UnownedPhoto {
  turns: readonly Look[];
}

export function compareStation(rooms: Rooms): Station<Uncompared[]> {
  const { comparing, placements } = rooms.tables;
  const looks = openLooks(rooms);

  function wait(group: readonly Uncompared[], word: string): void {
    rooms.tables.together(() => {
      for (const { placementId } of group) {
        // The photo is not to blame: no attempt is used up.
        const work = placements.get(placementId);
        const ms = waitAfter(rooms.policy, 1, rooms.clock.random());
        placements.tryLater(placementId, work?.attempts ?? 0, rooms.clock.now() + ms, word);
      }
    });
  }

  function later(group: readonly Uncompared[], trouble: Trouble): void {
    const outcome = outcomeOf(trouble);
    tellFuse(rooms.fuses.commit, outcome);
    if (outcome.kind === 'account') rooms.account.report(trouble);
    else if (outcome.kind === 'held') holdAlbum(rooms, group[0]?.albumId ?? 0);
    else if (outcome.kind !== 'stopped') wait(group, wordOf(trouble));
  }

  /** false: not now. The trouble is written down. */
  async function list(
    remote: Remote,
    album: ComparedAlbum,
    group: readonly Uncompared[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const answer = await remote.albumPhotos(album.remoteId, { sinceMs: album.sinceMs - marginMs }, signal);
    if (!answer.ok) {
      later(group, answer.trouble);
      return false;
    }
    tellFuse(rooms.fuses.commit, { kind: 'moved', value: null });
    comparing.keepList(
      group[0]?.albumId ?? 0,
      answer.value.map(({ id, width, height, createdMs }) => ({
        remoteId: id,
        width,
        height,
        createdAtMs: createdMs,
      })),
    );
    return true;
  }

  /** Looks at ours that have somebody to be compared with, and at those of the service. false: not all of them yet. */
  async function look(
    remote: Remote,
    group: readonly Uncompared[],
    unowned: readonly UnownedPhoto[],
    signal: AbortSignal,
  ): Promise<boolean> {
    const asked = new Set(group.flatMap((one) => unowned.filter((photo) => fits(one, photo))));
    const ours = group.filter((one) => unowned.some((photo) => fits(one, photo)));
    if ((await looks.ours(ours)).kind !== 'looked') {
      wait(group, 'no pictures now');
      return false;
    }
    const unseen = [...asked].filter(({ fingerprints }) => fingerprints === null);
    const albumId = group[0]?.albumId ?? 0;
    const looked = await looks.theirs(remote, albumId, unseen.slice(0, looksAtOnce), signal);
    if (looked.kind === 'trouble') later(group, looked.trouble);
    else if (looked.kind === 'later' && !signal.aborted) wait(group, 'no pictures now');
    return looked.kind === 'looked' && unseen.length <= looksAtOnce;
  }

  function compare(one: Uncompared, unowned: readonly Seen[]): void {
    if (placements.state(one.placementId) !== 'queued' || comparing.recognise(one)) return;
    const ours = one.fingerprint === null || one.fingerprint === '' ? null : lookOf(one.fingerprint);
    const same: Seen[] = [];
    const unsure: Seen[] = [];
    for (const photo of unowned) {
      if (!fits(one, photo)) continue;
      const how = likeness(ours, photo.turns);
      if (how !== 'other') (how === 'same' ? same : unsure).push(photo);
    }
    if (same.length + unsure.length === 0 && !comparing.isElsewhere(one.sha256)) {
      comparing.cleared(one.placementId);
      return;
    }
    const [likely] = same;
    const candidates = [...same, ...unsure].slice(0, candidatesNamed).map(({ remoteId }) => remoteId);
    // Of a burst several look the same: which of them it is, a person sees.
    const isProbable = likely !== undefined && same.length === 1;
    placements.apply(one.placementId, 'held', {
      reason: isProbable ? 'probably_there' : 'maybe_there',
      detail: { candidates: candidates.join(' '), ...(isProbable ? { likely: likely.remoteId } : {}) },
    });
    rooms.changed('problems');
  }

  return {
    name: 'compare',
    space: 'placement',
    // However many photos are to be compared, a service in trouble is not asked for each hundred of them.
    room: () => (isOpen(rooms) ? rooms.fuses.commit.room(1) : 0),
    take(_limit, isBusy) {
      const group = comparing.due(atOnce).filter(({ placementId }) => !isBusy(placementId));
      return group.length === 0 ? [] : [group];
    },
    keys: (group) => group.map(({ placementId }) => placementId),
    async run(group, signal) {
      const [first] = group;
      const remote = rooms.remote();
      const album = first === undefined ? null : comparing.album(first.albumId);
      if (first === undefined || remote === null || album === null) return;
      if (!album.isListed && !(await list(remote, album, group, signal))) return;
      if (!(await look(remote, group, comparing.unowned(first.albumId), signal))) return;
      const seen = withTurns(comparing.unowned(first.albumId));
      rooms.tables.together(() => {
        for (const one of group) compare(one, seen);
      });
      rooms.changed('photos');
    },
  };
}

const fits = (one: Uncompared, photo: UnownedPhoto): boolean =>
  canBe(one, { width: photo.width ?? 0, height: photo.height ?? 0 });

/** What several photos of an album show exactly alike may be a picture that stands for all that have none: it says nothing. */
function withTurns(unowned: readonly UnownedPhoto[]): Seen[] {
  const times = new Map<string, number>();
  for (const { fingerprints } of unowned) {
    const [upright] = fingerprints ?? [];
    if (upright !== undefined) times.set(upright, (times.get(upright) ?? 0) + 1);
  }
  return unowned.map((photo) => {
    const [upright] = photo.fingerprints ?? [];
    const says = upright !== undefined && times.get(upright) === 1;
    return { ...photo, turns: says ? (photo.fingerprints ?? []).map(lookOf) : [] };
  });
}
