// A bridge that answers the whole call table from the fixtures, so that every screen opens in any browser without Electron.
import { refuse, type Result } from '../../shared/errors.ts';
import type { AccountView, CallName, EventName, EventPayload } from '../../shared/ipc.ts';
import { folderPreview, type FolderPreview } from '../../shared/library/folder.ts';
import type { Explanation } from '../../shared/library/explanation.ts';
import type { PhotoAction, PhotoRow } from '../../shared/library/photo.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { dayKey } from '../../shared/locales/format.ts';
import { noSignIn, type Application, type SignInView, type SignInWay } from '../../shared/sign-in.ts';
import { defaultSettings, type Settings } from '../../shared/settings.ts';
import type { Bridge } from '../bridge.ts';
import { accountOf } from './fixtures/account.ts';
import { albums } from './fixtures/albums.ts';
import { explanation } from './fixtures/explain.ts';
import { folders } from './fixtures/folders.ts';
import { type Tongue } from './fixtures/invented.ts';
import { moments, snapshotOf } from './fixtures/overview.ts';
import { detail, libraryRows, row } from './fixtures/photos.ts';
import { candidates, everyProblem, conversionSides, problems, restoredProblems } from './fixtures/problems.ts';
import { growingPlan, neverCounted, plan } from './fixtures/start.ts';

export interface DemoOptions {
  tongue: Tongue;
  snapshot: Snapshot;
  settings?: Partial<Settings>;
  account?: AccountView;
  photos?: number;
  empty?: boolean;
  /** Every call waits this long, as a slow disk would make it. */
  slowMs?: number;
  /** This call is refused, as if it could not be done. */
  fails?: string;
  /** The engine answers nothing. */
  away?: boolean;
  /** What a file asked about turns out to be. */
  explains?: Explanation['kind'];
  /** A group for every cause there is. */
  everyProblem?: boolean;
  /** The plan is still being made, and there are edited photos beside their originals. */
  checking?: boolean;
  /** What is dropped was left out before. */
  leftOut?: boolean;
}

type Handlers = { [N in CallName]: (input: never) => unknown };
interface Filter {
  shown: string | null;
  search: string;
  folderId: number | null;
}

export interface DemoBridge extends Bridge {
  emit<E extends EventName>(name: E, payload: EventPayload<E>): void;
}

export function demoBridge(options: DemoOptions): DemoBridge {
  const { tongue, empty = false } = options;
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const rows = empty ? [] : libraryRows(options.photos ?? 12_480, tongue);
  for (const row of rows.slice(0, options.snapshot.counts.review))
    Object.assign(row, { shown: 'review', reason: null });
  let settings: Settings = { ...defaultSettings, firstStartDone: true, language: tongue, ...options.settings };
  let account: AccountView = options.account ?? accountOf(tongue);
  let snapshot = options.snapshot;

  function emit<E extends EventName>(name: E, payload: EventPayload<E>): void {
    for (const listener of listeners.get(name) ?? []) (listener as (payload: EventPayload<E>) => void)(payload);
  }
  function show(next: Snapshot): undefined {
    snapshot = next;
    emit('snapshot.changed', snapshot);
  }
  function showSignIn(change: Partial<SignInView>): AccountView {
    account = { ...account, signIn: { ...account.signIn, ...change } };
    emit('account.changed', account);
    return account;
  }
  const matching = ({ shown, search, folderId }: Filter): PhotoRow[] => {
    const words = search.toLowerCase();
    return rows.filter(
      (one) =>
        (shown === null || one.shown === shown) &&
        (folderId === null || one.folderId === folderId) &&
        (words === '' || one.name.toLowerCase().includes(words) || dayKey(one.sortMs).startsWith(words)),
    );
  };

  const handlers: Handlers = {
    'snapshot.get': () => (options.away === true ? new Promise(() => undefined) : snapshot),
    'folders.list': () => (empty ? [] : folders(tongue)),
    'folders.add': () => ({ folderId: 6 }),
    'folders.plan': () => (options.checking === true ? growingPlan : plan),
    'folders.start': () => undefined,
    'photos.previewConversion': ({ fileId }: { fileId: number }) => conversionSides(fileId),
    'photos.candidates': ({ fileId }: { fileId: number }) => candidates(fileId),
    'sync.sendAnyway': () => show(snapshotOf(tongue)),
    'folders.survey': ({ path }: { path: string }) =>
      path === neverCounted ? new Promise(() => undefined) : surveyOf(tongue),
    'folders.preview': ({ paths }: { paths: string[] }) =>
      paths.map((path, index) => ({ path, photos: folderPreviewsOf(rows.slice(index * 14)) })),
    'folders.change': () => undefined,
    'folders.pause': () => undefined,
    'folders.remove': () => undefined,
    'folders.scan': () => undefined,
    'photos.page': (input: Filter & { after: { sortMs: number; fileId: number } | null; limit: number }) => {
      const all = matching(input);
      // Rows are newest first; ids grow as they get older, so that a tie cannot happen here.
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
      for (const one of matching(input)) {
        const day = dayKey(one.sortMs);
        const found = days.get(day) ?? { day, photos: 0, done: 0 };
        found.photos += 1;
        if (one.shown === 'done') found.done += 1;
        days.set(day, found);
      }
      return [...days.values()];
    },
    'photos.get': ({ fileId }: { fileId: number }) =>
      detail(rows.find((one) => one.fileId === fileId) ?? row(fileId, tongue), tongue),
    'paths.meant': ({ paths }: { paths: string[] }) => ({ paths }),
    'photos.explain': () => explanation(options.explains ?? 'known', tongue),
    'photos.act': ({ fileIds, action }: { fileIds: number[]; action: PhotoAction }) => {
      const meant = new Set(fileIds);
      const shown = action === 'leave_out' ? 'skipped' : 'waiting';
      for (const row of rows) if (meant.has(row.fileId)) Object.assign(row, { shown, reason: null });
      const review = rows.reduce((sum, row) => sum + (row.shown === 'review' ? 1 : 0), 0);
      show({ ...snapshot, counts: { ...snapshot.counts, review } });
      emit('library.changed', { areas: ['photos'] });
      return { changed: fileIds.length };
    },
    'lanes.stop': ({ fileId }: { fileId: number }) =>
      show({ ...snapshot, lanes: snapshot.lanes.filter((lane) => lane.fileId !== fileId) }),
    'problems.list': () => {
      if (empty || snapshot.problems === 0) return [];
      if (options.everyProblem === true) return everyProblem(tongue);
      return options.snapshot.restored === null ? problems(tongue) : restoredProblems(tongue);
    },
    'problems.act': ({ reason }: { reason: string }) => ({
      changed: problems(tongue).find((group) => group.reason === reason)?.photos ?? 0,
    }),
    'albums.list': () => albums(tongue),
    'drop.add': ({ paths }: { paths: string[] }) => ({
      files: paths.length,
      folders: 0,
      refused: [],
      refusedCounts: { vanished: 0, unreadable: 0, not_a_file: 0, unnamed: 0, not_a_photo: 0, ignored: 0 },
      leftOut:
        options.leftOut === true ? rows.slice(0, paths.length).map(({ fileId, name }) => ({ fileId, name })) : [],
      there: 0,
    }),
    'history.recent': () => (empty ? [] : moments(tongue)),
    'sync.pause': ({ untilMs }: { untilMs: number | null }) =>
      show({ ...snapshot, status: { kind: 'paused', untilMs }, lanes: [], bytesPerSecond: 0 }),
    'sync.resume': () => show(options.snapshot.status.kind === 'paused' ? snapshotOf(tongue) : options.snapshot),
    'sync.retry': () => undefined,
    'library.restoredSeen': () => show({ ...snapshot, restored: null }),
    'account.get': () => account,
    'account.useDemo': () => {
      account = { ...accountOf(tongue), kind: 'demo', name: null };
      emit('account.changed', account);
      return account;
    },
    'account.signOut': () => {
      account = {
        kind: 'none',
        userId: null,
        name: null,
        rights: null,
        webAddress: null,
        keychain: true,
        signIn: noSignIn,
      };
      emit('account.changed', account);
      return account;
    },
    'account.signIn': ({ way }: { way: SignInWay }) => showSignIn({ state: { kind: 'waiting', way } }),
    'account.cancelSignIn': () => showSignIn({ state: { kind: 'failed', why: 'cancelled', subject: '' } }),
    'account.changeApplication': (application: Application | null) =>
      showSignIn({ application, ownApplication: application !== null }),
    'account.openKeychain': () => showSignIn({ keptIn: 'keychain' }),
    'account.keepSignIn': ({ where }: { where: 'session' | 'file' }) => showSignIn({ keptIn: where }),
    'settings.get': () => settings,
    'settings.aside': () => null,
    'settings.asideSeen': () => undefined,
    'settings.change': (change: Partial<Settings>) => {
      settings = { ...settings, ...change };
      emit('settings.changed', settings);
      return settings;
    },
    'folders.suggest': () =>
      (tongue === 'ru'
        ? ['C:\\Users\\Анна\\Изображения', 'C:\\Users\\Анна\\Загрузки']
        : ['C:\\Users\\Anna\\Pictures', 'C:\\Users\\Anna\\Downloads']
      ).map((path, index) => ({ path, ticked: index === 0 })),
    'dialogs.pickFolder': () => (tongue === 'ru' ? 'D:\\Фото' : 'D:\\Photos'),
    'dialogs.pickPhoto': () => 'D:\\1.jpg',
    'dialogs.pickPhotos': () => ['D:\\1.jpg', 'D:\\2.jpg', 'D:\\3.jpg'],
    'shell.showInFolder': () => undefined,
    'shell.openOnOk': () => undefined,
    'shell.copyLink': () => undefined,
    'shell.showDamaged': () => undefined,
    'clipboard.keepImage': () => (tongue === 'ru' ? 'C:\\Фото\\вставка.png' : 'C:\\Photos\\pasted.png'),
    'app.openLicences': () => undefined,
    'app.about': () => ({
      version: '0.1.0',
      electron: '45.4.1',
      chromium: '150.0.7871.46',
      node: '24.21.0',
      dataFolder:
        tongue === 'ru'
          ? 'C:\\Users\\Анна\\AppData\\Roaming\\OK Photo Sync'
          : 'C:\\Users\\Anna\\AppData\\Roaming\\OK Photo Sync',
      platform: 'win32 x64',
      update: { state: 'current', version: null },
    }),
  };

  return {
    async invoke(name, input): Promise<Result<unknown>> {
      if (options.slowMs !== undefined) await new Promise((done) => setTimeout(done, options.slowMs));
      if (name === options.fails)
        return refuse(name === 'photos.previewConversion' ? 'cannot_mend' : 'offline', 'DSC_0412.jpg');
      const handler = handlers[name] as ((input: unknown) => unknown) | undefined;
      if (handler === undefined) return refuse('unknown_call', name);
      return { ok: true, value: await handler(input) };
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
    pathForFile: (file) => `D:\\${file.name}`,
    emit,
  };
}

function folderPreviewsOf(rows: readonly PhotoRow[]): FolderPreview[] {
  const photos = rows.slice(0, 14).map(({ thumbnail, width, height }) => ({ sha256: thumbnail, width, height }));
  return folderPreview.array().parse(photos);
}

function surveyOf(tongue: Tongue) {
  const ru = tongue === 'ru';
  const folder = (path: string, photos: number) => ({ path, photos, bytes: photos * 4_750_000 });
  const subfolders = ru
    ? [
        folder('2026 Весна', 318),
        folder('2026 Лето/Байкал', 402),
        folder('2026 Лето/День рождения Миши', 117),
        folder('2026 Лето/Документы, сканы', 41),
        folder('2026 Лето/Огород', 286),
        folder('2025/Зима', 700),
        folder('2025/Лето', 463),
        folder('Lightroom Previews', 38),
        folder('Экспорт для печати', 45),
      ]
    : [
        folder('2026 Spring', 318),
        folder('2026 Summer/Baikal', 402),
        folder('2026 Summer/Misha’s birthday', 117),
        folder('2026 Summer/Documents, scans', 41),
        folder('2026 Summer/Garden', 286),
        folder('2025/Winter', 700),
        folder('2025/Summer', 463),
        folder('Lightroom Previews', 38),
        folder('Print export', 45),
      ];
  const photos = subfolders.reduce((sum, one) => sum + one.photos, 0);
  return { photos, bytes: photos * 4_750_000, subfolders, complete: true, versions: 12, unopened: null };
}
