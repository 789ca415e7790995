// The Overview screen: the status, what is being sent, and recent history; without photos an invitation to drop some.
import { Icon } from '../../components/icon.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { Wall } from '../../components/wall.tsx';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { AddPhotosButton } from '../../features/drop/add-photos-button.tsx';
import { ExplainButton } from '../../features/explain/explain-button.tsx';
import { EmptyOverview } from './empty-overview.tsx';
import { EngineAway } from './engine-away.tsx';
import { History } from './history.tsx';
import { IdleWall } from './idle-wall.tsx';
import { LaneList } from './lanes.tsx';
import { StatusBlock } from './status-block.tsx';

const historyLimit = 20;
const nextLimit = 12;

export function OverviewScreen() {
  const { t } = useI18n();
  const snapshot = useEngine((state) => state.snapshot);
  const history = useQuery('history.recent', 'history', { limit: historyLimit });
  const moments = history.value ?? [];
  if (snapshot === null)
    return (
      <>
        <TitleBar title={t('window.nav.overview')} />
        <div className="page">
          <EngineAway />
          <History moments={moments} />
        </div>
      </>
    );
  const { kind } = snapshot.status;
  return (
    <>
      <TitleBar title={t('window.nav.overview')}>
        {kind !== 'empty' && <ExplainButton />}
        {kind !== 'empty' && <AddPhotosButton />}
      </TitleBar>
      {kind === 'empty' ? (
        <EmptyOverview />
      ) : (
        <>
          <div className="page">
            <StatusBlock snapshot={snapshot} />
            <LaneList snapshot={snapshot} />
            {(kind === 'waiting' || kind === 'paused' || kind === 'offline') && (
              <NextPhotos waiting={snapshot.counts.waiting} />
            )}
            {kind === 'ready' ? <IdleWall moments={moments} /> : <History moments={moments} />}
          </div>
          {kind === 'ready' && (
            <div className="hint">
              <Icon name="arrow-up" size="small" />
              <span>{t('overview.dropHint')}</span>
            </div>
          )}
        </>
      )}
    </>
  );
}

function NextPhotos({ waiting }: { waiting: number }) {
  const { t } = useI18n();
  const { go } = useRoute();
  const page = useQuery(
    'photos.page',
    'photos',
    waiting === 0 ? null : { shown: 'waiting', search: '', folderId: null, after: null, limit: nextLimit },
  );
  if (waiting === 0 || page.value === null || page.value.rows.length === 0) return null;
  return (
    <section className="block">
      <div className="caption">
        <h3>{t('overview.next')}</h3>
        <button type="button" className="link" onClick={() => go(routeOf('photos', { shown: 'waiting' }))}>
          {t('overview.allWaiting', { n: waiting })}
        </button>
      </div>
      <div className="next-photos">
        <Wall
          rows={page.value.rows}
          height={112}
          onOpen={(row) => go(routeOf('photos', { shown: 'waiting', fileId: row.fileId }))}
        />
      </div>
    </section>
  );
}
