// The first start in four steps: account, folders, albums, plan. It can be interrupted; nothing is sent before the
// last click.
import { useState } from 'react';
import { Logo } from '../../components/logo.tsx';
import { SettingsBanner } from '../../features/frame/settings-banner.tsx';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { useDefaults } from '../../engine/use-defaults.ts';
import { AlbumWall } from './album-wall.tsx';
import { planFolders, type Added } from './planned-folders.ts';
import { defaultsChosen, planFrom, type StartPlan } from './start-plan.ts';
import { StepAlbums } from './step-albums.tsx';
import { StepFolders } from './step-folders.tsx';
import { StepPlan } from './step-plan.tsx';
import { StepWelcome } from './step-welcome.tsx';
import { StartWall } from './start-wall.tsx';
import { useFolderPreviews } from './use-folder-previews.ts';

interface Props {
  /** Used by the stories, which open any step. */
  initialStep?: number;
  initialPlan?: StartPlan;
  initialFolderIds?: readonly number[];
}

const none: readonly never[] = [];

export function FirstStart({ initialStep = 1, initialPlan, initialFolderIds = none }: Props) {
  const { t } = useI18n();
  const runCommand = useCommand();
  const account = useEngine((state) => state.account);
  const [step, setStep] = useState(initialStep);
  const defaults = useDefaults();
  const [plan, setPlan] = useState(initialPlan ?? planFrom(defaults));
  const [added, setAdded] = useState<Added>(new Map());
  const [folderIds, setFolderIds] = useState(initialFolderIds);
  const [busy, setBusy] = useState(false);
  const folderPreviews = useFolderPreviews(plan, step === 2);
  const albums =
    useQuery('albums.list', 'albums', account === null || account.kind === 'none' ? null : undefined).value ?? [];

  // Albums that only this first start has asked for, and that are not created yet, do not count as existing.
  const albumsThere = albums.filter(({ kind, remoteId }) => kind === 'personal' || remoteId !== null);
  const finish = (): void => void runCommand('settings.change', { firstStartDone: true });
  const showPlan = async (): Promise<void> => {
    setBusy(true);
    await runCommand('settings.change', { newDefaults: defaultsChosen(plan) });
    const ids = await planFolders(runCommand, plan, albumsThere, added, setAdded);
    setBusy(false);
    if (ids === null) return;
    setFolderIds(ids);
    setStep(4);
  };
  const begin = async (): Promise<void> => {
    if (folderIds.length > 0 && commandFailed(await runCommand('folders.start', { folderIds: [...folderIds] }))) return;
    finish();
  };
  return (
    <div className="window bare">
      <main className="content">
        <header className="bar first-bar">
          <h1 className="row">
            <Logo />
            <span>{t('window.name')}</span>
          </h1>
        </header>
        <div className="first-note">
          <SettingsBanner />
        </div>
        <div className="first">
          <section className="talk">
            {step === 1 && <StepWelcome onNext={() => setStep(2)} onLater={finish} />}
            {step === 2 && (
              <StepFolders
                plan={plan}
                onPlan={setPlan}
                onBack={() => setStep(1)}
                onNext={() => setStep(3)}
                onLater={finish}
              />
            )}
            {step === 3 && (
              <StepAlbums
                plan={plan}
                albums={albumsThere}
                onPlan={setPlan}
                onBack={() => setStep(2)}
                onNext={() => void showPlan()}
                busy={busy}
              />
            )}
            {step === 4 && <StepPlan folderIds={folderIds} onBack={() => setStep(3)} onBegin={begin} />}
          </section>
          <section className="show" aria-hidden="true">
            {step === 3 ? (
              <AlbumWall plan={plan} folderPreviews={folderPreviews} albums={albumsThere} />
            ) : (
              <StartWall folderPreviews={step === 1 ? none : folderPreviews} planned={step === 4} />
            )}
          </section>
        </div>
      </main>
    </div>
  );
}
