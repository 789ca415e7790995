// The account's limits: assumed, learned from what the service takes and refuses, or set by hand. Kept in the library.
import {
  learnLimits,
  lessonOfRefused,
  lessonsOfTaken,
  type KnownLimits,
  type LimitEvidence,
} from '../../../shared/learned-limits.ts';
import { defaultLimits, type Limits } from '../../../shared/limits.ts';
import { refusal } from '../../../shared/reasons.ts';
import type { PlacementWork } from '../db/placement-work.ts';
import type { Tables } from '../db/tables.ts';
import { bytesToSend } from './bytes-to-send.ts';

type SentPhoto = Pick<PlacementWork, 'sha256' | 'sizeBytes' | 'format' | 'width' | 'height' | 'sent'>;

export interface AccountLimits {
  now(): Limits;
  known(): KnownLimits;
  /** The service published it. */
  taken(photo: SentPhoto): void;
  /** The service refused it, by one of its codes. `reason`: others than the six about photos say nothing. */
  refused(photo: SentPhoto, reason: string): void;
  /** The person wants to begin anew: only what is assumed or set by hand holds. */
  forget(): void;
}

/** `onChange`: photos that wait have to be judged again. */
export function openAccountLimits({
  table,
  now,
  byHand,
  onChange,
}: {
  table: Tables['limitEvidence'];
  now(): number;
  byHand: Partial<Limits>;
  onChange(): void;
}): AccountLimits {
  let evidence: readonly LimitEvidence[] = table.all();
  let known = learnLimits(defaultLimits, byHand, evidence);

  function learn(next: readonly LimitEvidence[]): void {
    const before = JSON.stringify(known.limits);
    evidence = next;
    known = learnLimits(defaultLimits, byHand, evidence);
    if (JSON.stringify(known.limits) !== before) onChange();
  }

  return {
    now: () => known.limits,
    known: () => known,
    taken(photo) {
      const news = lessonsOfTaken(factsSent(photo))
        .map((lesson): LimitEvidence => ({ ...lesson, outcome: 'taken', photo: photo.sha256, atMs: now() }))
        .filter((one) => isUtmost(one, evidence));
      if (news.length === 0) return;
      for (const one of news) table.putTaken(one);
      learn(table.all());
    },
    refused(photo, reason) {
      const named = refusal.safeParse(reason);
      const lesson = named.success ? lessonOfRefused(factsSent(photo), named.data) : null;
      if (lesson === null) return;
      table.putRefused({ ...lesson, outcome: 'refused', photo: photo.sha256, atMs: now() });
      learn(table.all());
    },
    forget() {
      table.clear();
      learn([]);
    },
  };
}

/** Of what was sent: the copy, where one was made. */
function factsSent(photo: SentPhoto) {
  const { format, width, height } = photo.sent ?? photo;
  return { format, width, height, sizeBytes: bytesToSend(photo) };
}

/** Most photos teach nothing new, and cost nothing. */
function isUtmost(one: LimitEvidence, evidence: readonly LimitEvidence[]): boolean {
  const before = evidence.find(
    ({ outcome, about, format }) => outcome === 'taken' && about === one.about && format === one.format,
  );
  if (before === undefined) return true;
  return one.about === 'short_side' ? one.value < before.value : one.value > before.value;
}
