// One photo as a line: picture, name, folder, size, time, state.
import type { PhotoRow } from '../../../shared/library.ts';
import { StateLabel } from '../../components/state-label.tsx';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { useVoice } from '../../language/voice.tsx';
import { useShare } from './photo-tile.tsx';

export function ListLine({
  photo,
  row,
  tabStop,
  chosen,
  onChoose,
}: {
  photo: number;
  row: PhotoRow | null;
  tabStop: boolean;
  chosen: boolean;
  onChoose: () => void;
}) {
  const { t, bytes, clock } = useVoice();
  const share = useShare(row?.fileId);
  const state = row === null ? 'checking' : share === null ? row.shown : 'sending';
  return (
    <div role="gridcell" aria-selected={chosen} className="grow">
      <button
        type="button"
        className={chosen ? 'list-line chosen' : 'list-line'}
        data-photo={photo}
        tabIndex={tabStop ? 0 : -1}
        onClick={onChoose}
      >
        <span className={row?.shown === 'skipped' ? 'photo skipped' : 'photo'}>
          {row !== null && <Thumbnail sha256={row.thumbnail} eager />}
        </span>
        {row !== null && (
          <>
            <span className="cell">
              <span className="clip">{row.name}</span>
              <span className="meta clip">
                {row.reason === null ? row.folderTitle : `${row.folderTitle}\u00a0· ${t(`why.${row.reason}`)}`}
              </span>
            </span>
            <span className="meta end">{bytes(row.sizeBytes)}</span>
            <time className="meta end" dateTime={new Date(row.sortMs).toISOString()}>
              {clock(row.sortMs)}
            </time>
            <StateLabel state={state} />
          </>
        )}
      </button>
    </div>
  );
}
