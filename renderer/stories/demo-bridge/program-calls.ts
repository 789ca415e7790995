// The program around the library of the stories: sending, settings, dialogs of the system.
import type { Settings } from '../../../shared/settings.ts';
import { snapshotOf } from '../fixtures/overview.ts';
import type { DemoCalls, DemoState } from './demo-state.ts';

export const programCalls = (demo: DemoState) =>
  ({
    'snapshot.get': () => (demo.options.away === true ? new Promise(() => undefined) : demo.snapshot),
    'sync.sendAnyway': () => demo.show(snapshotOf(demo.language)),
    'sync.pause': ({ untilMs }: { untilMs: number | null }) =>
      demo.show({ ...demo.snapshot, status: { kind: 'paused', untilMs }, lanes: [], bytesPerSecond: 0 }),
    'sync.resume': () =>
      demo.show(demo.options.snapshot.status.kind === 'paused' ? snapshotOf(demo.language) : demo.options.snapshot),
    'sync.retry': () => undefined,
    'sync.allowUploadHost': () => undefined,
    'sync.forgetUploadHost': ({ host }: { host: string }) =>
      demo.show({ ...demo.snapshot, uploadHosts: demo.snapshot.uploadHosts.filter((one) => one !== host) }),
    'limits.get': () => ({
      maxBytes: 50_000_000,
      maxSidePixels: 7_680,
      minSidePixels: 16,
      formats: ['jpeg', 'png', 'gif', 'webp'],
      precheck: true,
      sources: {
        maxBytes: { how: 'learned', atMs: demo.snapshot.atMs },
        maxSidePixels: { how: 'assumed' },
        minSidePixels: { how: 'assumed' },
        formats: { how: 'assumed' },
      },
      unreadable: null,
    }),
    'limits.forget': () => undefined,
    'library.restoredSeen': () => demo.show({ ...demo.snapshot, restored: null }),
    'settings.get': () => demo.settings,
    'settings.aside': () => null,
    'settings.asideSeen': () => undefined,
    'settings.change': (change: Partial<Settings>) => {
      demo.settings = { ...demo.settings, ...change };
      demo.emit('settings.changed', demo.settings);
      return demo.settings;
    },
    'dialogs.pickFolder': () => (demo.language === 'ru' ? 'D:\\Фото' : 'D:\\Photos'),
    'dialogs.pickPhoto': () => 'D:\\1.jpg',
    'dialogs.pickPhotos': () => ['D:\\1.jpg', 'D:\\2.jpg', 'D:\\3.jpg'],
    'shell.showInFolder': () => undefined,
    'shell.openOnOk': () => undefined,
    'shell.copyLink': () => undefined,
    'shell.openRightsPage': () => undefined,
    'shell.showDamaged': () => undefined,
    'clipboard.keepImage': () => (demo.language === 'ru' ? 'C:\\Фото\\вставка.png' : 'C:\\Photos\\pasted.png'),
    'app.openLicences': () => undefined,
    'app.about': () => ({
      version: '0.1.0',
      electron: '45.4.1',
      chromium: '150.0.7871.46',
      node: '24.21.0',
      dataFolder:
        demo.language === 'ru'
          ? 'C:\\Users\\Анна\\AppData\\Roaming\\OK Photo Sync'
          : 'C:\\Users\\Anna\\AppData\\Roaming\\OK Photo Sync',
      platform: 'win32 x64',
      update: { state: 'current', version: null },
    }),
  }) satisfies DemoCalls;
