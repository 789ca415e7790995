// What is worth interrupting a person for, from one snapshot to the next. Pure; quiet by intention.
import type { AccountTrouble, Snapshot } from '../../../shared/snapshot.ts';

export type Announcement =
  | { kind: 'all-done'; photos: number }
  /** All problems together; the screen groups them by cause. */
  | { kind: 'need-you'; photos: number }
  | { kind: 'account'; trouble: AccountTrouble }
  /** Titles of folders of which something could not be looked at, and that was not so before: photos may lie there. */
  | { kind: 'unseen'; folders: readonly string[] }
  /** Drives that went, with the photos that wait for them. Those that go together are told together. */
  | { kind: 'drive-off'; folders: readonly { title: string; photos: number }[] };

/** What has been said, so that it is said once. */
export interface AlreadyAnnounced {
  /** Problems the person knows of. */
  problems: number;
  trouble: AccountTrouble['kind'] | null;
  /** Something has been sent since everything was last settled. */
  sending: boolean;
  /** Folders whose drive is away, and the person knows it. */
  away: readonly number[];
  /** Folders of which something cannot be looked at, and the person knows it. */
  unseen: readonly number[];
}

/** Troubles of an account that wait for the person; the others pass by themselves or wait for a new version. */
const needPerson: readonly AccountTrouble['kind'][] = ['sign_in', 'permission', 'other_account'];

/** The first snapshot after a start announces nothing: what was so yesterday is no news. */
export function announcedAtStart(snapshot: Snapshot): AlreadyAnnounced {
  return {
    problems: snapshot.problems,
    trouble: snapshot.trouble?.kind ?? null,
    sending: snapshot.status.kind === 'sending',
    away: driveless(snapshot).map(({ folderId }) => folderId),
    unseen: shut(snapshot).map(({ folderId }) => folderId),
  };
}

/** Only where something waits for the drive: a card that was sent whole may go. */
function driveless(snapshot: Snapshot): { folderId: number; title: string; photos: number }[] {
  return snapshot.waits.flatMap(({ kind, folderId, title, photos }) =>
    kind === 'drive_off' && folderId !== null ? [{ folderId, title, photos }] : [],
  );
}

/** A drive that is away is told as such. */
function shut(snapshot: Snapshot): Snapshot['unseen'] {
  return snapshot.unseen.filter(({ kind }) => kind !== 'drive_off');
}

/** Problems are announced together, when nothing moves any more; an account's trouble at once. */
export function whatToAnnounce(
  said: AlreadyAnnounced,
  snapshot: Snapshot,
): { say: Announcement[]; said: AlreadyAnnounced } {
  const { status, trouble, problems } = snapshot;
  const say: Announcement[] = [];
  if (trouble && trouble.kind !== said.trouble && needPerson.includes(trouble.kind))
    say.push({ kind: 'account', trouble });

  const away = driveless(snapshot);
  const gone = away.filter(({ folderId }) => !said.away.includes(folderId));
  if (gone.length > 0) say.push({ kind: 'drive-off', folders: gone.map(({ title, photos }) => ({ title, photos })) });

  const unseen = shut(snapshot);
  const newlyUnseen = unseen.filter(({ folderId }) => !said.unseen.includes(folderId));
  if (newlyUnseen.length > 0) say.push({ kind: 'unseen', folders: newlyUnseen.map(({ title }) => title) });

  const settled = status.kind === 'ready' || status.kind === 'needs_you';
  if (settled && problems > said.problems) say.push({ kind: 'need-you', photos: problems });
  else if (status.kind === 'ready' && said.sending && snapshot.round.photosDone > 0) {
    say.push({ kind: 'all-done', photos: snapshot.round.photosDone });
  }
  return {
    say,
    said: {
      problems: settled ? problems : Math.min(said.problems, problems),
      trouble: trouble?.kind ?? null,
      sending: settled ? false : said.sending || status.kind === 'sending',
      away: away.map(({ folderId }) => folderId),
      unseen: unseen.map(({ folderId }) => folderId),
    },
  };
}
