// Photos that reached OK lately, newest first, grouped by album.
import { nameInGroup, whoSees } from '../../../shared/library/album.ts';
import type { HistoryEntry } from '../../../shared/library/history.ts';
import { PhotoStrip } from '../../components/photo-strip.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { useCommand } from '../../engine/use-command.ts';

/** More photos than fit beside «N more» in a usual window. */
const stripRows = 8;

export function History({ moments }: { moments: readonly HistoryEntry[] }) {
  const { t } = useI18n();
  const { go } = useRoute();
  if (moments.length === 0) return null;
  return (
    <section className="block">
      <div className="caption">
        <h3>{t('overview.recently')}</h3>
        <button type="button" className="link" onClick={() => go(routeOf('photos', { shown: 'done' }))}>
          {t('overview.allHistory')}
        </button>
      </div>
      <ul>
        {moments.map((moment) => (
          <MomentRow key={`${moment.atMs}-${moment.albumId ?? 0}`} moment={moment} />
        ))}
      </ul>
    </section>
  );
}

function MomentRow({ moment }: { moment: HistoryEntry }) {
  const { t, margin } = useI18n();
  const { go } = useRoute();
  const runCommand = useCommand();
  const title = moment.kind === 'personal' ? t('album.personal') : nameInGroup(moment.title, moment.group);
  return (
    <li className="moment">
      <time className="meta" dateTime={new Date(moment.atMs).toISOString()}>
        {margin(moment.atMs)}
      </time>
      <div>
        <div className="clip moment-title">
          <span className="strong">{title}</span>{' '}
          <span className="meta">
            {t('count.photos', { n: moment.photos })}
            {'\u00a0· '}
            {t(`privacy.sees.${whoSees(moment)}`)}
          </span>
        </div>
        <PhotoStrip
          rows={moment.rows.slice(0, stripRows)}
          total={moment.photos}
          height="history"
          onOpen={(row) => go(routeOf('photos', { fileId: row.fileId }))}
          onRest={() => go(routeOf('photos', { shown: 'done' }))}
        />
      </div>
      {moment.url !== null && (
        <button
          type="button"
          className="link meta"
          onClick={() => void runCommand('shell.openOnOk', { albumId: moment.albumId })}
        >
          {t(moment.kind === 'personal' ? 'window.open' : 'window.openAlbum')}
        </button>
      )}
    </li>
  );
}
