// Step 4: what will happen, before it happens. Only the button here starts anything.
import { useState } from 'react';
import type { Album } from '../../../shared/library.ts';
import { albumValue, type AlbumChoice } from '../../components/album-choice.ts';
import { Icon } from '../../components/icon.tsx';
import { useVoice, type Voice } from '../../language/voice.tsx';
import { chosen, sums, type StartPlan } from './start-plan.ts';
import { StepFoot } from './step-foot.tsx';

/** «альбом «Дача 2026», видят друзья». */
export function choiceText({ t }: Voice, choice: AlbumChoice, subfolders: number, albums: readonly Album[]): string {
  const known = albums.find((album) => albumValue(album) === choice.album);
  const sees = t(`privacy.sees.${choice.album === 'new' || choice.album === 'per_subfolder' ? choice.privacy : (known?.privacy ?? 'unknown')}`);
  if (choice.album === 'personal') return `${t('album.personalInside')}, ${sees}`;
  if (choice.album === 'per_subfolder') return `${t('count.albums', { n: subfolders })}, ${sees}`;
  return `${t('album.quoted', { title: choice.album === 'new' ? choice.title.trim() : (known?.title ?? '') })}, ${sees}`;
}

export function StepPlan({ plan, albums, onBack, onBegin }: { plan: StartPlan; albums: readonly Album[]; onBack: () => void; onBegin: () => Promise<void> }) {
  const voice = useVoice();
  const { t, bytes, number } = voice;
  const [busy, setBusy] = useState(false);
  const total = sums(plan);
  return (
    <>
      <h2>{t('start.plan')}</h2>
      <p className="lead">{t('start.planLead')}</p>
      <div className="talk-scroll">
        <ul className="rows plan">
          <li className="plan-line">
            <Icon name="cloud-up" />
            <span>
              <span className="block">{t('start.planSend')}</span>
              <span className="meta">{t('start.planSendHint', { bytes: bytes(total.bytes) })}</span>
            </span>
            <span className="strong">{number(total.photos)}</span>
          </li>
          {chosen(plan).map((folder) => (
            <li className="plan-line" key={folder.path}>
              <Icon name="folder" />
              <span>
                <span className="block">{folder.name}</span>
                <span className="meta">{choiceText(voice, folder.choice, folder.subfolders, albums)}</span>
              </span>
              <span>{number(folder.photos ?? 0)}</span>
            </li>
          ))}
          <li className="plan-line">
            <Icon name="copy" />
            <span>{t('start.planTwice')}</span>
          </li>
          <li className="plan-line">
            <Icon name="warning" />
            <span>{t('start.planProblems')}</span>
          </li>
        </ul>
      </div>
      <StepFoot step={4}>
        <button type="button" className="btn quiet" onClick={onBack}>
          {t('window.back')}
        </button>
        <button
          type="button"
          className="btn primary"
          disabled={busy}
          onClick={() => {
            setBusy(true);
            void onBegin().finally(() => setBusy(false));
          }}
        >
          {total.photos > 0 ? t('start.begin', { n: total.photos }) : t('start.beginEmpty')}
        </button>
      </StepFoot>
    </>
  );
}
