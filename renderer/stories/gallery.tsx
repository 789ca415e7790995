// Every component in every state on one page, to check changes of styles.
import type { Language } from '../../shared/locales/languages.ts';
import { useState, type ReactNode } from 'react';
import { AlbumFields } from '../components/album-fields.tsx';
import { Banner } from '../components/banner.tsx';
import { BytesBar } from '../components/bytes-bar.tsx';
import { Empty } from '../components/empty.tsx';
import { Icon, IconSprite, type IconName } from '../components/icon.tsx';
import { iconShapes } from '../components/icon-shapes.ts';
import { PathText } from '../components/path-text.tsx';
import { PhotoMark, stateIcons, type PhotoState } from '../components/photo-mark.tsx';
import { WhoSees } from '../components/privacy.tsx';
import { Segments } from '../components/segments.tsx';
import { SelectField } from '../components/select-field.tsx';
import { Sparkline } from '../components/sparkline.tsx';
import { StateLabel } from '../components/state-label.tsx';
import { StepTrack } from '../components/step-track.tsx';
import { SwitchRow } from '../components/switch-row.tsx';
import { Thumbnail } from '../components/thumbnail.tsx';
import { TickBox } from '../components/tick-box.tsx';
import { createI18n } from '../i18n/i18n.ts';
import { I18nProvider } from '../i18n/use-i18n.tsx';
import { DropStories } from './gallery-drop.tsx';
import { albums } from './fixtures/albums.ts';
import { nowMs } from './fixtures/invented.ts';
import { laneStates, snapshotOf } from './fixtures/overview.ts';

const states = Object.keys(stateIcons) as PhotoState[];
const always = (): void => undefined;

export function Gallery({ language }: { language: Language }) {
  const [i18n] = useState(() => createI18n(language));
  return (
    <I18nProvider i18n={i18n} now={() => nowMs}>
      <IconSprite />
      <main className="gallery">
        <h1 className="gallery-title">Components</h1>
        {(['light', 'dark'] as const).map((theme) => (
          <div key={theme} data-theme={theme} className="gallery-half">
            <Parts language={language} />
          </div>
        ))}
      </main>
      <DropStories language={language} />
    </I18nProvider>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="gallery-part">
      <h2 className="caption">{title}</h2>
      {children}
    </section>
  );
}

function Parts({ language }: { language: Language }) {
  return (
    <>
      <Buttons />
      <Choices />
      <Fields language={language} />
      <Part title="Progress">
        <BytesBar done={412e6} inFlight={60e6} total={1900e6} label="bytes" />
        <BytesBar done={412e6} total={1900e6} still label="bytes, still" />
        <BytesBar done={412e6} inFlight={60e6} total={1900e6} thin label="bytes, thin" />
        {laneStates(language).map((lane) => (
          <StepTrack key={`${lane.step} ${lane.converts}`} lane={lane} label={lane.name} />
        ))}
        <Sparkline samples={snapshotOf(language).speeds} label="speed" />
      </Part>
      <Part title="States">
        <div className="row gallery-wrap">
          {states.map((state) => (
            <StateLabel key={state} state={state} />
          ))}
        </div>
        <div className="row gallery-wrap">
          {states.map((state, index) => (
            <Tile key={state} state={state} seed={index} />
          ))}
          <Tile state="done" seed={20} className="chosen" />
          <span className="photo gallery-tile" />
          <span className="photo gallery-tile">
            <Thumbnail sha256={null} />
          </span>
        </div>
        <WhoSees album={{ privacy: 'public' }} />
        <WhoSees album={{ privacy: 'friends' }} />
        <WhoSees album={{ privacy: 'private' }} />
        <WhoSees album={{ privacy: null }} />
      </Part>
      <Part title="Paths">
        <PathText path="D:\Photos" />
        <PathText path="C:\Users\Anna\Pictures\From the old computer\2009 and before\Wedding of the Petrovs" />
        <PathText path="/run/media/anna/a folder whose name alone is longer than the whole line has room for, however one cuts it" />
      </Part>
      <Part title="Messages">
        <Banner icon="key" text="Banner">
          <button type="button" className="btn small">
            Button
          </button>
        </Banner>
        {/* As toasts.tsx draws them; they come and go by themselves, so here they only stand. */}
        {(['check', 'warning'] as const).map((icon) => (
          <div key={icon} className="toast">
            <Icon name={icon} className={icon === 'check' ? 'done-text' : 'need-text'} />
            <p className="grow">Message</p>
            <button type="button" className="btn quiet small">
              Action
            </button>
            <button type="button" className="btn icon-only small" aria-label="Close">
              <Icon name="x" size="small" />
            </button>
          </div>
        ))}
        <Empty icon="photo" title="Empty" hint="Hint">
          <button type="button" className="btn">
            Button
          </button>
        </Empty>
      </Part>
      <Part title="Icons">
        <div className="row gallery-wrap">
          {(Object.keys(iconShapes) as IconName[]).map((name) => (
            <span key={name} title={name}>
              <Icon name={name} />
            </span>
          ))}
        </div>
      </Part>
    </>
  );
}

function Tile({ state, seed, className = '' }: { state: PhotoState; seed: number; className?: string }) {
  const classes = ['photo gallery-tile', state === 'skipped' && 'skipped', state === 'sending' && 'coming', className];
  return (
    <button type="button" aria-label={state} className={classes.filter(Boolean).join(' ')}>
      <Thumbnail sha256={`g${seed}@300x200`} />
      <PhotoMark state={state} />
    </button>
  );
}

function Buttons() {
  return (
    <Part title="Buttons">
      <div className="row gallery-wrap">
        <button type="button" className="btn primary">
          Primary
        </button>
        <button type="button" className="btn">
          <Icon name="folder" size="small" />
          Ordinary
        </button>
        <button type="button" className="btn quiet">
          Quiet
        </button>
        <button type="button" className="btn" disabled>
          Disabled
        </button>
        <button type="button" className="btn is-focus">
          Focus
        </button>
        <button type="button" className="btn icon-only" aria-label="More">
          <Icon name="more" size="small" />
        </button>
        <button type="button" className="link">
          Link
        </button>
      </div>
    </Part>
  );
}

function Choices() {
  const [view, setView] = useState('a');
  return (
    <Part title="Choices">
      <div className="row gallery-wrap">
        <TickBox checked label="On" onChange={always} />
        <TickBox checked={false} partly label="Part" onChange={always} />
        <TickBox checked={false} label="Off" hint="Hint" onChange={always} />
      </div>
      <SwitchRow title="On" hint="Hint" checked onChange={always} />
      <SwitchRow title="Off" hint="Hint" checked={false} onChange={always} />
      <Segments
        value={view}
        label="Segments"
        onChange={setView}
        segments={[
          { value: 'a', label: 'One' },
          { value: 'b', label: 'Two' },
          { value: 'c', label: 'Three' },
        ]}
      />
      <div className="row">
        <button type="button" className="chip on">
          All <span className="n">340</span>
        </button>
        <button type="button" className="chip">
          <Icon name="check" size="small" />
          Done <span className="n">312</span>
        </button>
      </div>
    </Part>
  );
}

function Fields({ language }: { language: Language }) {
  const [choice, setChoice] = useState({ album: 'new', title: '', privacy: 'friends' as const });
  return (
    <Part title="Fields">
      <SelectField
        value="a"
        label="Select"
        options={[{ value: 'a', label: 'Chosen', icon: 'album' }]}
        onChange={always}
      />
      <AlbumFields
        choice={choice}
        albums={albums(language)}
        subfolders={4}
        tried
        onChange={(next) => setChoice({ ...next, privacy: 'friends' })}
      />
    </Part>
  );
}
