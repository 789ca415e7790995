// The Photos screen: the library by day, with filters, search and a panel for one photo.
import { useDeferredValue, useEffect, useState } from 'react';
import { Empty } from '../../components/empty.tsx';
import { Segments } from '../../components/segments.tsx';
import { TitleBar } from '../../components/title-bar.tsx';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useRoute } from '../../route.tsx';
import { commandErrorText } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { ExplainButton } from '../../features/explain/explain-button.tsx';
import { ReviewBar } from './review/review-bar.tsx';
import { useReview } from './review/use-review.ts';
import { Filters } from './filters.tsx';
import { PhotoGrid } from './photo-grid.tsx';
import type { View } from './grid-row.tsx';
import { PhotoPanel } from './photo-panel.tsx';
import { SearchField } from './search-field.tsx';
import { usePhotoPages } from './use-photo-pages.ts';

export function PhotosScreen() {
  const i18n = useI18n();
  const { t } = i18n;
  const { route, go } = useRoute();
  const [view, setView] = useState<View>('grid');
  const [search, setSearch] = useState('');
  const [typed, setTyped] = useState('');
  const all = useEngine(({ snapshot, lastKnown }) => (snapshot ?? lastKnown)?.counts ?? null);
  const folders = useQuery('folders.list', 'folders', route.folder === null ? null : undefined);
  const counts =
    route.folder === null
      ? all
      : (folders.value?.find((card) => card.folderId === route.folder?.folderId)?.counts ?? all);
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), 200);
    return () => clearTimeout(timer);
  }, [typed]);
  const filter = { shown: route.shown, search, folderId: route.folder?.folderId ?? null };
  const { pages, version, ready, error } = usePhotoPages(filter);
  const review = useReview(filter);
  const shownVersion = useDeferredValue(version);
  const open = (fileId: number | null): void => go({ ...route, fileId });
  const hasPanel = route.fileId !== null;

  return (
    <>
      <TitleBar title={t('window.nav.photos')}>
        <ExplainButton />
        <SearchField value={typed} onChange={setTyped} />
        <Segments
          value={view}
          label={t('photos.view')}
          onChange={setView}
          segments={[
            { value: 'grid', label: t('photos.asGrid'), icon: 'grid' },
            { value: 'list', label: t('photos.asList'), icon: 'list' },
          ]}
        />
      </TitleBar>
      <Filters
        counts={counts}
        shown={route.shown}
        folder={route.folder}
        onShown={(shown) => go({ ...route, shown, fileId: null })}
        onFolderClear={() => go({ ...route, folder: null, fileId: null })}
      />
      {review !== null && pages !== null && ready && pages.total > 0 && (
        <ReviewBar review={review} total={pages.total} />
      )}
      <div className={hasPanel ? 'with-panel open' : 'with-panel'}>
        {pages !== null && ready && pages.total > 0 ? (
          <PhotoGrid
            pages={pages}
            version={shownVersion}
            view={view}
            chosen={route.fileId}
            panelOpen={hasPanel}
            onChoose={open}
            review={review}
            label={t(view === 'grid' ? 'photos.grid' : 'photos.list')}
          />
        ) : (
          <div className="page centered">
            {ready &&
              (error !== null ? (
                <Empty icon="warning" title={commandErrorText(i18n, error)} />
              ) : (
                <NothingHere search={search} filtered={route.shown !== null || route.folder !== null} />
              ))}
          </div>
        )}
        {route.fileId !== null && <PhotoPanel key={route.fileId} fileId={route.fileId} onClose={() => open(null)} />}
      </div>
    </>
  );
}

function NothingHere({ search, filtered }: { search: string; filtered: boolean }) {
  const { t } = useI18n();
  if (search !== '')
    return (
      <Empty icon="search" title={t('photos.emptySearch')} hint={t('photos.emptySearchHint')}>
        <ExplainButton plain />
      </Empty>
    );
  if (filtered) return <Empty icon="photo" title={t('photos.emptyFilter')} />;
  return <Empty icon="photo" title={t('photos.emptyAll')} hint={t('photos.emptyAllHint')} />;
}
