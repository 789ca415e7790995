// Step 2: choosing folders. Counts grow while folders are surveyed.
import { readableName } from '../../../shared/readable-names.ts';
import { unopenedNote } from '../../../shared/locales/unopened-text.ts';
import { useEffect, useRef } from 'react';
import { Icon } from '../../components/icon.tsx';
import { focusHome } from '../../components/kept-focus.ts';
import { PathText } from '../../components/path-text.tsx';
import { TickBox } from '../../components/tick-box.tsx';
import { invoke, on } from '../../bridge.ts';
import { titlesFor } from '../../features/folder/folder-tree.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import {
  chosen,
  sums,
  withCount,
  withFolder,
  withSuggestions,
  withTick,
  type PlannedFolder,
  type StartPlan,
} from './start-plan.ts';
import { StepFoot } from './step-foot.tsx';

interface Props {
  plan: StartPlan;
  onPlan: (change: (plan: StartPlan) => StartPlan) => void;
  onBack: () => void;
  onNext: () => void;
  onLater: () => void;
}

export function StepFolders({ plan, onPlan, onBack, onNext, onLater }: Props) {
  const { t } = useI18n();
  const runCommand = useCommand();
  const asked = useRef(new Set<string>());
  const pick = async (): Promise<void> => {
    const path = await runCommand('dialogs.pickFolder');
    if (path !== null && !commandFailed(path)) onPlan((now) => withFolder(now, path, readableName(path)));
  };
  useEffect(() => {
    let current = true;
    void invoke('folders.suggest').then((answer) => {
      if (!current || !answer.ok) return;
      const named = answer.value.map((folder) => ({ ...folder, name: readableName(folder.path) }));
      onPlan((now) => withSuggestions(now, named));
    });
    return () => {
      current = false;
    };
  }, [onPlan]);
  useEffect(
    () => on('survey.found', ({ path, photos, bytes }) => onPlan((now) => withCount(now, path, { photos, bytes }))),
    [onPlan],
  );
  useEffect(() => {
    for (const folder of plan.folders) {
      if (!folder.counting || asked.current.has(folder.path)) continue;
      asked.current.add(folder.path);
      void invoke('folders.survey', { path: folder.path }).then((answer) => {
        const found = answer.ok
          ? {
              photos: answer.value.photos,
              bytes: answer.value.bytes,
              subfolders: answer.value.subfolders.length,
              titles: titlesFor(answer.value, new Set(), folder.name),
              complete: answer.value.complete,
              unopened: answer.value.unopened,
            }
          : { photos: 0, opens: false };
        onPlan((now) => withCount(now, folder.path, { ...found, counting: false }));
      });
    }
  }, [plan, onPlan]);
  const { photos, growing } = sums(plan);
  const some = chosen(plan).length > 0;
  return (
    <>
      <h2 {...focusHome}>{t('start.folders')}</h2>
      <p className="lead">{t('start.foldersLead')}</p>
      <div className="talk-scroll">
        <ul className="rows picks">
          {plan.folders.map((folder) => (
            <li key={folder.path} className="pick">
              <TickBox
                checked={folder.ticked}
                label={folder.name}
                onChange={(ticked) => onPlan((now) => withTick(now, folder.path, ticked))}
              >
                <Icon name="folder" className="second" />
                <span className="cell grow">
                  <span className="clip">{folder.name}</span>
                  <PathText className="meta" path={folder.path} />
                </span>
              </TickBox>
              <FoundPhotos folder={folder} />
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
            {photos === 0 ? t('start.next') : t(growing ? 'start.nextMore' : 'start.nextPhotos', { n: photos })}
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

/** The count so far, growing while the folder is surveyed. */
function FoundPhotos({ folder }: { folder: PlannedFolder }) {
  const { t, bytes } = useI18n();
  const { photos, counting, complete, opens, unopened } = folder;
  const found = photos ?? 0;
  if (!opens)
    return (
      <span className="cell pick-count">
        <span className="need-text">{t('start.doesNotOpen')}</span>
        <span className="meta">{t('start.doesNotOpenHint')}</span>
      </span>
    );
  return (
    <span className="cell pick-count">
      <span>{counting ? t('start.counting') : t(complete ? 'count.photos' : 'start.moreThan', { n: found })}</span>
      {!counting && <span className="meta">{bytes(folder.bytes)}</span>}
      {unopened !== null && (
        <span className="meta need-text" title={unopenedNote(t, unopened)}>
          {t('start.unopened', { n: unopened.places })}
        </span>
      )}
      {counting && found > 0 && <span className="meta">{t('start.soFar', { n: found })}</span>}
    </span>
  );
}
