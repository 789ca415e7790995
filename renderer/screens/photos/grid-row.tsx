// One row of the grid or the list: a day's head, or photos side by side.
import type { MouseEvent } from 'react';
import type { PhotoRow } from '../../../shared/library/photo.ts';
import { filesDated } from '../../features/photo/dated.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { DayHead } from './day-head.tsx';
import type { IdAt } from './grid-keys.ts';
import type { GridItem } from './grid-layout.ts';
import { ListLine } from './list-line.tsx';
import type { PhotoPages } from './photo-pages.ts';
import { PhotoTile, type TileReview } from './photo-tile.tsx';
import { photosToDecide } from './review/picking.ts';
import type { Review } from './review/use-review.ts';

export type View = 'grid' | 'list';

interface Props {
  item: GridItem;
  pages: PhotoPages;
  view: View;
  /** The photo that Tab reaches. */
  tabStop: number;
  /** fileId of the photo whose panel is open. */
  chosen: number | null;
  review: Review | null;
  idAt: IdAt;
  onActive: (photo: number) => void;
  onChoose: (fileId: number) => void;
}

export function GridRow({ item, pages, view, tabStop, chosen, review, idAt, onActive, onChoose }: Props) {
  const { t } = useI18n();
  if (item.kind === 'day')
    return <DayHead day={pages.days[item.dayIndex]} files={filesDated(rowsOfDay(pages, item.dayIndex))} />;
  return item.widths.map((width, offset) => {
    const photo = item.from + offset;
    const row = pages.rowAt(photo);
    const shared = {
      photo,
      row,
      tabStop: photo === tabStop,
      chosen: row !== null && row.fileId === chosen,
      review: tileReview(review, photo, row?.fileId ?? null),
    };
    const choose = (event: MouseEvent): void => {
      onActive(photo);
      if (row !== null && review !== null && (event.ctrlKey || event.metaKey)) review.toggle(photo, row.fileId);
      else if (review !== null && event.shiftKey) review.stretch(photo, idAt);
      else if (row !== null) onChoose(row.fileId);
    };
    const key = row?.fileId ?? `p${photo}`;
    return view === 'grid' ? (
      <PhotoTile
        key={key}
        {...shared}
        width={width}
        height={item.height}
        onChoose={choose}
        loadingLabel={t('window.loading')}
      />
    ) : (
      <ListLine key={key} {...shared} onChoose={choose} />
    );
  });
}

function tileReview(review: Review | null, photo: number, fileId: number | null): TileReview | null {
  if (review === null || fileId === null) return null;
  return {
    picked: review.picked.ids.has(fileId),
    decided: review.decided.get(fileId) ?? null,
    onDecide: (decision) => void review.decide(photosToDecide(review.picked, fileId), decision),
    onPick: () => review.toggle(photo, fileId),
  };
}

/** At most so many photos of a day are examined for its head; a day may have a hundred thousand. */
const rowsExamined = 400;

/** The loaded rows of a day, newest first. */
function* rowsOfDay(pages: PhotoPages, dayIndex: number): Generator<PhotoRow> {
  const from = pages.dayStartIndex(dayIndex);
  const to = Math.min(from + rowsExamined, pages.dayStartIndex(dayIndex + 1));
  for (let index = from; index < to; index += 1) {
    const row = pages.rowAt(index);
    if (row !== null) yield row;
  }
}
