// Folders of the stories: calls on them change nothing.
import { folderPreview, type FolderPreview } from '../../../shared/library/folder.ts';
import type { PhotoRow } from '../../../shared/library/photo.ts';
import type { Language } from '../../../shared/locales/languages.ts';
import { folders } from '../fixtures/folders.ts';
import { growingPlan, neverCounted, plan } from '../fixtures/start.ts';
import type { DemoCalls, DemoState } from './demo-state.ts';

export const folderCalls = (demo: DemoState) =>
  ({
    'folders.list': () => (demo.isEmpty ? [] : folders(demo.language)),
    'folders.add': () => ({ folderId: 6 }),
    'folders.plan': () => (demo.options.checking === true ? growingPlan : plan),
    'folders.start': () => undefined,
    'folders.survey': ({ path }: { path: string }) =>
      path === neverCounted ? new Promise(() => undefined) : surveyOf(demo.language),
    'folders.preview': ({ paths }: { paths: string[] }) =>
      paths.map((path, index) => ({ path, photos: folderPreviewsOf(demo.rows.slice(index * 14)) })),
    'folders.change': () => undefined,
    'folders.pause': () => undefined,
    'folders.remove': () => undefined,
    'folders.scan': () => undefined,
    'folders.suggest': () =>
      (demo.language === 'ru'
        ? ['C:\\Users\\Анна\\Изображения', 'C:\\Users\\Анна\\Загрузки']
        : ['C:\\Users\\Anna\\Pictures', 'C:\\Users\\Anna\\Downloads']
      ).map((path, index) => ({ path, ticked: index === 0 })),
  }) satisfies DemoCalls;

function folderPreviewsOf(rows: readonly PhotoRow[]): FolderPreview[] {
  const photos = rows.slice(0, 14).map(({ thumbnail, width, height }) => ({ sha256: thumbnail, width, height }));
  return folderPreview.array().parse(photos);
}

function surveyOf(language: Language) {
  const ru = language === 'ru';
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
