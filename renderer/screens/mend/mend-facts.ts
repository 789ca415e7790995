// What a copy changes, as lines of a table: the same facts on both sides, and which of them differ. Pure.
import type { MendSide } from '../../../shared/library.ts';
import type { Voice } from '../../language/voice.tsx';

export interface MendFact {
  name: 'size' | 'file' | 'location' | 'taken';
  before: string;
  after: string;
  changed: boolean;
}

export function mendFacts(voice: Voice, before: MendSide, after: MendSide): MendFact[] {
  const { t, moment } = voice;
  const sameDate = before.capturedAtMs === after.capturedAtMs;
  const fact = (name: MendFact['name'], from: string, to: string): MendFact => ({
    name,
    before: from,
    after: to,
    changed: from !== to,
  });
  return [
    fact('size', sizeOf(voice, before), sizeOf(voice, after)),
    fact('file', fileOf(voice, before), fileOf(voice, after)),
    fact(
      'location',
      t(before.hasGps ? 'mend.hasLocation' : 'mend.noLocation'),
      t(after.hasGps ? 'mend.hasLocation' : before.hasGps ? 'mend.locationRemoved' : 'mend.noLocation'),
    ),
    {
      name: 'taken',
      before: before.capturedAtMs === null ? t('mend.noDate') : moment(before.capturedAtMs),
      after:
        after.capturedAtMs === null ? t('mend.noDate') : sameDate ? t('mend.sameDate') : moment(after.capturedAtMs),
      changed: !sameDate,
    },
  ];
}

function sizeOf({ t }: Voice, side: MendSide): string {
  return t('photo.dimensions', { width: String(side.width), height: String(side.height) });
}

function fileOf({ bytes }: Voice, side: MendSide): string {
  return side.format === null ? bytes(side.sizeBytes) : `${bytes(side.sizeBytes)}, ${side.format.toUpperCase()}`;
}
