// The first start: connect, folders, albums, what will happen. Can be left at any point and taken up again; nothing is sent before the last click.
import { useState } from 'react';
import { AppSign } from '../../components/app-sign.tsx';
import { useEngine } from '../../engine-store.ts';
import { useVoice } from '../../language/voice.tsx';
import { failed, useAct } from '../../use-act.ts';
import { useAnswer } from '../../use-answer.ts';
import { targetOf } from '../../components/album-choice.ts';
import { chosen, emptyPlan, type StartPlan } from './start-plan.ts';
import { StepAlbums } from './step-albums.tsx';
import { StepFolders } from './step-folders.tsx';
import { StepPlan } from './step-plan.tsx';
import { StepWelcome } from './step-welcome.tsx';
import { StartWall } from './start-wall.tsx';

export const stepCount = 4;

export function FirstStart({ initialStep = 1, initialPlan = emptyPlan }: { initialStep?: number; initialPlan?: StartPlan }) {
  const { t } = useVoice();
  const act = useAct();
  const account = useEngine((state) => state.account);
  const [step, setStep] = useState(initialStep);
  const [plan, setPlan] = useState(initialPlan);
  const albums = useAnswer('albums.list', 'albums', account === null || account.kind === 'none' ? null : undefined).value ?? [];

  const finish = (): void => void act('settings.change', { firstStartDone: true });
  const begin = async (): Promise<void> => {
    for (const folder of chosen(plan)) {
      const target = targetOf(folder.choice, albums);
      if (target === null) return;
      const added = await act('folders.add', { path: folder.path, target, rules: { removeGps: plan.removeGps } });
      // Added in an earlier try: what counts is that it is there.
      if (failed(added) && added.failed.code !== 'folder_already_added') return;
    }
    finish();
  };
  return (
    <div className="window bare">
      <main className="content">
        <header className="bar first-bar">
          <h1 className="row">
            <AppSign />
            <span>{t('window.name')}</span>
          </h1>
        </header>
        <div className="first">
          <section className="talk">
            {step === 1 && <StepWelcome onNext={() => setStep(2)} onLater={finish} />}
            {step === 2 && <StepFolders plan={plan} onPlan={setPlan} onBack={() => setStep(1)} onNext={() => setStep(3)} onLater={finish} />}
            {step === 3 && <StepAlbums plan={plan} albums={albums} onPlan={setPlan} onBack={() => setStep(2)} onNext={() => setStep(4)} />}
            {step === 4 && <StepPlan plan={plan} albums={albums} onBack={() => setStep(3)} onBegin={begin} />}
          </section>
          <section className="show" aria-hidden="true">
            <StartWall />
          </section>
        </div>
      </main>
    </div>
  );
}
