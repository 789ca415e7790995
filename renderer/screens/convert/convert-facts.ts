// What a copy changes, as lines of a table: the same facts on both sides, and which of them differ. Pure.
import type { MendSide } from '../../../shared/library.ts';
import type { Voice } from '../../i18n/use-i18n.tsx';
import { isTaken } from '../photos/dated.ts';

export interface MendFact {
  name: 'size' | 'file' | 'location' | 'taken' | 'savedDate' | 'nameDate' | 'fileDate';
  before: string;
  after: string;
  changed: boolean;
}

export function mendFacts(voice: Voice, before: MendSide, after: MendSide): MendFact[] {
  const { t } = voice;
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
    dateFact(voice, before, after),
  ];
}

const dateNames = { exif: 'taken', xmp: 'taken', png: 'savedDate', name: 'nameDate', file: 'fileDate' } as const;

/** Only what is written in the photo goes along with it; a file's time is called that, and stays with the file. */
function dateFact({ t, moment }: Voice, before: MendSide, after: MendSide): MendFact {
  const by = before.capturedFrom ?? 'exif';
  const name = dateNames[by];
  if (before.capturedAtMs === null) return { name, before: t('mend.noDate'), after: t('mend.noDate'), changed: false };
  const from = moment(before.capturedAtMs);
  if (!isTaken(by)) return { name, before: from, after: t('mend.dateOutside'), changed: false };
  const same = before.capturedAtMs === after.capturedAtMs;
  const to = after.capturedAtMs === null ? t('mend.noDate') : moment(after.capturedAtMs);
  return { name, before: from, after: same ? t('mend.sameDate') : to, changed: !same };
}

function sizeOf({ t }: Voice, side: MendSide): string {
  return t('photo.dimensions', { width: String(side.width), height: String(side.height) });
}

function fileOf({ bytes }: Voice, side: MendSide): string {
  return side.format === null ? bytes(side.sizeBytes) : `${bytes(side.sizeBytes)}, ${side.format.toUpperCase()}`;
}
