// Connects `PhotoPages` with the engine and React: a new filter starts anew, a change reloads days and visible rows.
import { useEffect, useRef, useState } from 'react';
import type { WireError } from '../../../shared/errors.ts';
import type { ShownState } from '../../../shared/library/shown-state.ts';
import { invoke } from '../../bridge.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { createPhotoPages, type PhotoPages } from './photo-pages.ts';

export interface PhotoPageFilter {
  shown: ShownState | null;
  search: string;
  folderId: number | null;
}

/** While photos are sent, changes come several times a second; lists are reloaded at most this often. */
const calmMs = 700;

export function usePhotoPages(filter: PhotoPageFilter): {
  pages: PhotoPages | null;
  version: number;
  ready: boolean;
  error: WireError | null;
} {
  const [state, setState] = useState<{
    pages: PhotoPages;
    version: number;
    ready: boolean;
    error: WireError | null;
  } | null>(null);
  const changes = useEngine((engine) => engine.versions.photos);
  const key = JSON.stringify(filter);
  const latest = useRef(filter);
  useEffect(() => {
    latest.current = filter;
  });
  const pages = state?.pages ?? null;

  useEffect(() => {
    const mine = latest.current;
    let frame = 0;
    const made = createPhotoPages(
      async (after, limit) => {
        const answer = await invoke('photos.page', { ...mine, after, limit });
        return answer.ok ? answer.value.rows : null;
      },
      () => {
        // Several pages within one frame cause one render.
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() =>
          setState((now) => (now?.pages === made ? { ...now, version: now.version + 1 } : now)),
        );
      },
    );
    let current = true;
    void invoke('photos.days', mine).then((answer) => {
      if (!current) return;
      if (answer.ok) made.setDays(answer.value);
      setState({ pages: made, version: 1, ready: true, error: answer.ok ? null : answer.error });
    });
    return () => {
      current = false;
      cancelAnimationFrame(frame);
      made.stop();
    };
  }, [key]);

  const shown = useRef(pages);
  useEffect(() => {
    shown.current = pages;
  });
  const due = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    // A pending reload is not postponed: continuous changes would postpone it for ever.
    if (shown.current === null || changes === 0 || due.current !== null) return;
    due.current = setTimeout(() => {
      due.current = null;
      const asked = shown.current;
      void invoke('photos.days', latest.current).then((answer) => {
        if (answer.ok && shown.current === asked) asked?.setDays(answer.value);
      });
    }, calmMs);
    // Not when the filter changes: the new list has just been loaded.
  }, [changes]);
  useEffect(
    () => () => {
      if (due.current !== null) clearTimeout(due.current);
      due.current = null;
    },
    [],
  );

  return { pages, version: state?.version ?? 0, ready: state?.ready ?? false, error: state?.error ?? null };
}
