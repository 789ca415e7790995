// Photos, problems and albums of the stories: pages, decisions and drops.
import type { PhotoAction } from '../../../shared/library/photo.ts';
import { dayKey } from '../../../shared/locales/format.ts';
import { albums } from '../fixtures/albums.ts';
import { explanation } from '../fixtures/explain.ts';
import { moments } from '../fixtures/overview.ts';
import { detail, row } from '../fixtures/photos.ts';
import { candidates, conversionSides, everyProblem, problems, restoredProblems } from '../fixtures/problems.ts';
import type { DemoCalls, DemoState, Filter } from './demo-state.ts';

export const photoCalls = (demo: DemoState) =>
  ({
    'photos.page': (input: Filter & { after: { sortMs: number; fileId: number } | null; limit: number }) => {
      const all = demo.matching(input);
      // Rows are newest first with increasing ids, so there are no ties.
      let low = 0;
      let high = all.length;
      while (input.after !== null && low < high) {
        const middle = (low + high) >> 1;
        if ((all[middle]?.sortMs ?? 0) < input.after.sortMs) high = middle;
        else low = middle + 1;
      }
      const page = all.slice(low, low + input.limit);
      const last = page.at(-1);
      return { rows: page, next: last === undefined ? null : { sortMs: last.sortMs, fileId: last.fileId } };
    },
    'photos.days': (input: Filter) => {
      const days = new Map<string, { day: string; photos: number; done: number }>();
      for (const one of demo.matching(input)) {
        const day = dayKey(one.sortMs);
        const found = days.get(day) ?? { day, photos: 0, done: 0 };
        found.photos += 1;
        if (one.shown === 'done') found.done += 1;
        days.set(day, found);
      }
      return [...days.values()];
    },
    'photos.get': ({ fileId }: { fileId: number }) =>
      detail(demo.rows.find((one) => one.fileId === fileId) ?? row(fileId, demo.language), demo.language),
    'paths.meant': ({ paths }: { paths: string[] }) => ({ paths }),
    'photos.explain': () => explanation(demo.options.explains ?? 'known', demo.language),
    'photos.act': ({ fileIds, action }: { fileIds: number[]; action: PhotoAction }) => {
      const chosen = new Set(fileIds);
      const shown = action === 'leave_out' ? 'skipped' : 'waiting';
      for (const row of demo.rows) if (chosen.has(row.fileId)) Object.assign(row, { shown, reason: null });
      const review = demo.rows.reduce((sum, row) => sum + (row.shown === 'review' ? 1 : 0), 0);
      demo.show({ ...demo.snapshot, counts: { ...demo.snapshot.counts, review } });
      demo.emit('library.changed', { areas: ['photos'] });
      return { changed: fileIds.length };
    },
    'photos.setCaption': ({ caption }: { caption: string | null }) => ({ caption }),
    'photos.sendCaption': () => undefined,
    'photos.previewConversion': ({ fileId }: { fileId: number }) => conversionSides(fileId),
    'photos.candidates': ({ fileId }: { fileId: number }) => candidates(fileId),
    'lanes.stop': ({ fileId }: { fileId: number }) =>
      demo.show({ ...demo.snapshot, lanes: demo.snapshot.lanes.filter((lane) => lane.fileId !== fileId) }),
    'problems.list': () => {
      if (demo.isEmpty || demo.snapshot.problems === 0) return [];
      if (demo.options.everyProblem === true) return everyProblem(demo.language);
      return demo.options.snapshot.restored === null ? problems(demo.language) : restoredProblems(demo.language);
    },
    'problems.act': ({ reason }: { reason: string }) => ({
      changed: problems(demo.language).find((group) => group.reason === reason)?.photos ?? 0,
    }),
    'albums.list': () => albums(demo.language),
    'groups.list': () => [],
    'drop.add': ({ paths }: { paths: string[] }) => ({
      files: paths.length,
      folders: 0,
      refused: [],
      refusedCounts: { vanished: 0, unreadable: 0, not_a_file: 0, unnamed: 0, not_a_photo: 0, ignored: 0 },
      leftOut:
        demo.options.leftOut === true
          ? demo.rows.slice(0, paths.length).map(({ fileId, name }) => ({ fileId, name }))
          : [],
      there: 0,
    }),
    'history.recent': () => (demo.isEmpty ? [] : moments(demo.language)),
  }) satisfies DemoCalls;
