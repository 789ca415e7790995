// The facts of a photo and of its copy as rows of a table, with a mark where they differ. Pure.
import type { ConversionSide } from '../../../shared/library/comparison.ts';
import type { I18n } from '../../i18n/use-i18n.tsx';
import { isTaken } from './dated.ts';

export interface ConvertFact {
  name: 'size' | 'file' | 'location' | 'taken' | 'savedDate' | 'nameDate' | 'fileDate';
  before: string;
  after: string;
  changed: boolean;
}

export function convertFacts(i18n: I18n, before: ConversionSide, after: ConversionSide): ConvertFact[] {
  const { t } = i18n;
  const fact = (name: ConvertFact['name'], from: string, to: string): ConvertFact => ({
    name,
    before: from,
    after: to,
    changed: from !== to,
  });
  return [
    fact('size', sizeOf(i18n, before), sizeOf(i18n, after)),
    fact('file', fileOf(i18n, before), fileOf(i18n, after)),
    fact(
      'location',
      t(before.hasGps ? 'convert.hasLocation' : 'convert.noLocation'),
      t(after.hasGps ? 'convert.hasLocation' : before.hasGps ? 'convert.locationRemoved' : 'convert.noLocation'),
    ),
    dateFact(i18n, before, after),
  ];
}

const dateNames = { exif: 'taken', xmp: 'taken', png: 'savedDate', name: 'nameDate', file: 'fileDate' } as const;

/** A date written in the photo is kept in the copy; the file's own time is not, and is labelled as such. */
function dateFact({ t, moment }: I18n, before: ConversionSide, after: ConversionSide): ConvertFact {
  const by = before.capturedFrom ?? 'exif';
  const name = dateNames[by];
  if (before.capturedAtMs === null)
    return { name, before: t('convert.noDate'), after: t('convert.noDate'), changed: false };
  const from = moment(before.capturedAtMs);
  if (!isTaken(by)) return { name, before: from, after: t('convert.dateOutside'), changed: false };
  const same = before.capturedAtMs === after.capturedAtMs;
  const to = after.capturedAtMs === null ? t('convert.noDate') : moment(after.capturedAtMs);
  return { name, before: from, after: same ? t('convert.sameDate') : to, changed: !same };
}

function sizeOf({ t }: I18n, side: ConversionSide): string {
  return t('photo.dimensions', { width: String(side.width), height: String(side.height) });
}

function fileOf({ bytes }: I18n, side: ConversionSide): string {
  return side.format === null ? bytes(side.sizeBytes) : `${bytes(side.sizeBytes)}, ${side.format.toUpperCase()}`;
}
