// Every screen and component in every state, without Electron: ?screen=photos&status=sending&lang=ru&theme=dark.
import type { Explanation } from '../shared/library/explanation.ts';
import { dictionaries } from '../shared/locales/language.ts';
import { noSignIn } from '../shared/sign-in.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { setPreviewSource } from './components/preview-source.ts';
import { setThumbnailSource } from './components/thumbnail-source.ts';
import { startEngineStore } from './engine/engine-store.ts';
import { forget, remember } from './engine/last-known.ts';
import { routeOf, type Route, type Screen } from './route.tsx';
import { emptyPlan } from './screens/onboarding/start-plan.ts';
import { demoBridge } from './stories/demo-bridge/demo-bridge.ts';
import { Gallery } from './stories/gallery.tsx';
import { pictureOf } from './stories/pictures.ts';
import { makePseudo } from './stories/pseudo.ts';
import { StoryIndex } from './stories/story-index.tsx';
import './styles/all.ts';
import './stories/gallery.css';
import { nowMs } from './stories/fixtures/invented.ts';
import { accountOf } from './stories/fixtures/account.ts';
import { snapshotOf, snapshots } from './stories/fixtures/overview.ts';
import { startPlan } from './stories/fixtures/start.ts';

const query = new URLSearchParams(location.search);
const isPseudo = query.get('lang') === 'pseudo';
if (isPseudo) makePseudo(dictionaries.en);
const language = query.get('lang') === 'en' || isPseudo ? 'en' : 'ru';
const theme = query.get('theme');
const screen = query.get('screen');
const fileId = query.get('photo');
const all = snapshots(language);
const snapshot = all[query.get('status') ?? 'sending'] ?? snapshotOf(language);
const isStart = screen === 'start';
const step = Number(query.get('step') ?? 1);
const empty = snapshot.status.kind === 'empty';

setThumbnailSource(pictureOf);
setPreviewSource((name) => pictureOf(name.replace('-', '@')));
const bridge = demoBridge({
  language,
  snapshot,
  empty,
  photos: Number(query.get('photos') ?? 12_480),
  settings: { theme: theme === 'light' || theme === 'dark' ? theme : 'system', firstStartDone: !isStart },
  ...(isStart && step === 1
    ? {
        account: {
          kind: 'none' as const,
          userId: null,
          name: null,
          rights: null,
          webAddress: null,
          keychain: true,
          signIn: noSignIn,
        },
      }
    : {}),
  ...(query.has('keep')
    ? {
        account: {
          ...accountOf(language),
          keychain: false,
          signIn: { ...accountOf(language).signIn, keptIn: 'ask' as const },
        },
      }
    : {}),
  ...(query.has('fails') ? { fails: query.get('fails') ?? '' } : {}),
  ...(query.has('explains') ? { explains: query.get('explains') as Explanation['kind'] } : {}),
  ...(query.has('leftOut') ? { leftOut: true } : {}),
  ...(query.has('checking') ? { checking: true } : {}),
  ...(query.has('every') ? { everyProblem: true } : {}),
  ...(query.has('away') ? { away: true } : {}),
  ...(query.has('slow') ? { slowMs: Number(query.get('slow')) } : {}),
});
window.okPhotoSync = bridge;
Object.assign(window, { demoBridge: bridge });

const root = createRoot(document.getElementById('root') ?? document.body);
const now = (): number => nowMs;
if (screen === null) root.render(<StoryIndex statuses={Object.keys(all)} />);
else if (screen === 'gallery') root.render(<Gallery language={language} />);
else
  root.render(
    <App
      now={now}
      {...(isStart && step > 1
        ? {
            start: {
              initialStep: step,
              initialPlan: query.has('fresh') ? emptyPlan : startPlan(language),
              initialFolderIds: [1, 2],
            },
          }
        : {})}
      initialRoute={routeOf(isStart ? 'overview' : (screen as Screen), {
        fileId: fileId === null ? null : Number(fileId),
        shown: query.get('shown') as Route['shown'],
        tab: query.get('tab') as Route['tab'],
      })}
    />,
  );
// `away`: starting, stopped, dying or failed; with `fresh` nothing was known before.
const away = query.get('away');
if (away !== null && !query.has('fresh')) remember(snapshot, accountOf(language));
else forget();
await startEngineStore();
const ends = away === 'stopped' || away === 'failed' ? 1 : away === 'dying' ? 3 : 0;
for (let end = 0; end < ends; end++) {
  bridge.emit('engine.state', { state: 'running', code: null });
  bridge.emit('engine.state', {
    state: away === 'failed' ? 'failed' : 'stopped',
    code: away === 'failed' ? 'data_in_use' : null,
  });
}
