// Decides what is worth a notification, from one snapshot to the next. Pure. A new kind starts here, as an
// `Announcement`; its text is in notification-text.ts.
import type { AccountTrouble, Snapshot } from '../../../shared/snapshot.ts';

export type Announcement =
  | { kind: 'all-done'; photos: number }
  /** All photos with problems. notifications.ts splits them by cause. */
  | { kind: 'need-you'; photos: number }
  | { kind: 'account'; trouble: AccountTrouble }
  /** Titles of folders that could not be read in full, and could before: there may be photos in them. */
  | { kind: 'unseen'; folders: readonly string[] }
  /** Drives that were removed, with the photos that wait for them. One announcement for all of them. */
  | { kind: 'drive-off'; folders: readonly { title: string; photos: number }[] };

/** What was announced, so that it is announced once. */
export interface AlreadyAnnounced {
  /** Number of problems that the person knows of. */
  problems: number;
  trouble: AccountTrouble['kind'] | null;
  /** Something has been sent since everything was last settled. */
  sending: boolean;
  /** Ids of folders whose drive is away, and the person knows it. */
  drivesOff: readonly number[];
  /** Ids of folders that cannot be read in full, and the person knows it. */
  unseen: readonly number[];
}

/** Troubles of an account that wait for the person; the others pass by themselves or wait for a new version. */
const troublesForPerson: readonly AccountTrouble['kind'][] = ['sign_in', 'permission', 'other_account'];

/** The first snapshot after a start announces nothing: the person knows the state of yesterday. */
export function announcedAtStart(snapshot: Snapshot): AlreadyAnnounced {
  return {
    problems: snapshot.problems,
    trouble: snapshot.trouble?.kind ?? null,
    sending: snapshot.status.kind === 'sending',
    drivesOff: waitingForDrive(snapshot).map(({ folderId }) => folderId),
    unseen: notReadable(snapshot).map(({ folderId }) => folderId),
  };
}

/** Folders with photos that wait for their drive. A card whose photos were all sent may be removed. */
function waitingForDrive(snapshot: Snapshot): { folderId: number; title: string; photos: number }[] {
  return snapshot.waits.flatMap(({ kind, folderId, title, photos }) =>
    kind === 'drive_off' && folderId !== null ? [{ folderId, title, photos }] : [],
  );
}

/** Without folders whose drive is away: those have an announcement of their own. */
function notReadable(snapshot: Snapshot): Snapshot['unseen'] {
  return snapshot.unseen.filter(({ kind }) => kind !== 'drive_off');
}

/** Problems are announced together, when all work has ended; an account's trouble at once. */
export function whatToAnnounce(
  before: AlreadyAnnounced,
  snapshot: Snapshot,
): { announcements: Announcement[]; announced: AlreadyAnnounced } {
  const { status, trouble, problems } = snapshot;
  const announcements: Announcement[] = [];
  if (trouble && trouble.kind !== before.trouble && troublesForPerson.includes(trouble.kind))
    announcements.push({ kind: 'account', trouble });

  const drivesOff = waitingForDrive(snapshot);
  const newlyOff = drivesOff.filter(({ folderId }) => !before.drivesOff.includes(folderId));
  if (newlyOff.length > 0)
    announcements.push({ kind: 'drive-off', folders: newlyOff.map(({ title, photos }) => ({ title, photos })) });

  const unseen = notReadable(snapshot);
  const newlyUnseen = unseen.filter(({ folderId }) => !before.unseen.includes(folderId));
  if (newlyUnseen.length > 0) announcements.push({ kind: 'unseen', folders: newlyUnseen.map(({ title }) => title) });

  const settled = status.kind === 'ready' || status.kind === 'needs_you';
  if (settled && problems > before.problems) announcements.push({ kind: 'need-you', photos: problems });
  else if (status.kind === 'ready' && before.sending && snapshot.round.photosDone > 0) {
    announcements.push({ kind: 'all-done', photos: snapshot.round.photosDone });
  }
  return {
    announcements,
    announced: {
      problems: settled ? problems : Math.min(before.problems, problems),
      trouble: trouble?.kind ?? null,
      sending: settled ? false : before.sending || status.kind === 'sending',
      drivesOff: drivesOff.map(({ folderId }) => folderId),
      unseen: unseen.map(({ folderId }) => folderId),
    },
  };
}
