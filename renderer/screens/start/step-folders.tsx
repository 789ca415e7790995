// Step 2: which folders. Counts appear as they are found; nothing is read or sent.
import { useEffect, useRef } from 'react';
import { Icon } from '../../components/icon.tsx';
import { TickBox } from '../../components/tick-box.tsx';
import { invoke } from '../../bridge.ts';
import { useVoice } from '../../language/voice.tsx';
import { failed, useAct } from '../../use-act.ts';
import { folderName } from '../folders/add-folder-dialog.tsx';
import { chosen, sums, withChange, withFolder, withoutFolder, type StartPlan } from './start-plan.ts';
import { StepFoot } from './step-foot.tsx';

interface Props {
  plan: StartPlan;
  onPlan: (change: (plan: StartPlan) => StartPlan) => void;
  onBack: () => void;
  onNext: () => void;
  onLater: () => void;
}

function suggested(plan: StartPlan, paths: readonly string[]): StartPlan {
  return paths.reduce((now, path) => withFolder(now, path, folderName(path), false), plan);
}

export function StepFolders({ plan, onPlan, onBack, onNext, onLater }: Props) {
  const { t, bytes } = useVoice();
  const act = useAct();
  const asked = useRef(new Set<string>());
  const pick = async (): Promise<void> => {
    const path = await act('dialogs.pickFolder');
    if (path !== null && !failed(path)) onPlan((now) => withFolder(now, path, folderName(path)));
  };
  // Suggested, not chosen: nothing is ticked for anybody.
  useEffect(() => {
    let current = true;
    void invoke('folders.suggest').then((answer) => {
      if (!current || !answer.ok) return;
      onPlan((now) => (now.folders.length > 0 ? now : suggested(now, answer.value)));
    });
    return () => {
      current = false;
    };
  }, [onPlan]);
  useEffect(() => {
    for (const folder of plan.folders) {
      if (folder.photos !== null || asked.current.has(folder.path)) continue;
      asked.current.add(folder.path);
      void invoke('folders.survey', { path: folder.path }).then((answer) => {
        const found = answer.ok
          ? {
              photos: answer.value.photos,
              bytes: answer.value.bytes,
              subfolders: answer.value.subfolders.length,
              complete: answer.value.complete,
            }
          : { photos: 0 };
        onPlan((now) => withChange(now, folder.path, found));
      });
    }
  }, [plan, onPlan]);
  const { photos } = sums(plan);
  const some = chosen(plan).length > 0;
  return (
    <>
      <h2>{t('start.folders')}</h2>
      <p className="lead">{t('start.foldersLead')}</p>
      <div className="talk-scroll">
        <ul className="rows picks">
          {plan.folders.map((folder) => (
            <li key={folder.path} className="pick">
              <TickBox
                checked={folder.ticked}
                label={folder.name}
                onChange={(ticked) => onPlan((now) => withChange(now, folder.path, { ticked }))}
              >
                <Icon name="folder" className="second" />
                <span className="cell grow">
                  <span className="clip">{folder.name}</span>
                  <span className="meta clip" title={folder.path}>
                    {folder.path}
                  </span>
                </span>
              </TickBox>
              <span className="cell pick-count">
                <span>{folder.photos === null ? t('start.counting') : t('count.photos', { n: folder.photos })}</span>
                {folder.photos !== null && <span className="meta">{bytes(folder.bytes)}</span>}
              </span>
              <button
                type="button"
                className="btn icon-only small"
                aria-label={t('start.remove', { name: folder.name })}
                onClick={() => onPlan((now) => withoutFolder(now, folder.path))}
              >
                <Icon name="x" size="small" />
              </button>
            </li>
          ))}
        </ul>
        <button type="button" className={some ? 'btn' : 'btn primary'} onClick={() => void pick()}>
          <Icon name="folder-plus" size="small" />
          {t(some ? 'start.pickOther' : 'start.pick')}
        </button>
      </div>
      <StepFoot step={2}>
        <button type="button" className="btn quiet" onClick={onBack}>
          {t('window.back')}
        </button>
        {some ? (
          <button type="button" className="btn primary" onClick={onNext}>
            {photos > 0 ? t('start.nextPhotos', { n: photos }) : t('start.next')}
          </button>
        ) : (
          <button type="button" className="btn" onClick={onLater}>
            {t('start.later')}
          </button>
        )}
      </StepFoot>
    </>
  );
}
