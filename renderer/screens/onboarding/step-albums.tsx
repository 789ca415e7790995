// Step 3: the album and privacy of each folder, and whether the place is removed from photos.
import { useState } from 'react';
import type { Album } from '../../../shared/library/album.ts';
import { AskedRuleFields } from '../../components/asked-rules.tsx';
import { AlbumFields } from '../../components/album-fields.tsx';
import { focusHome } from '../../components/kept-focus.ts';
import { useI18n, type I18n } from '../../i18n/use-i18n.tsx';
import {
  chosen,
  isComplete,
  makerOf,
  plannedValue,
  withChoice,
  type PlannedFolder,
  type StartPlan,
} from './start-plan.ts';
import { StepFoot } from './step-foot.tsx';
import { WayButtons } from './way-buttons.tsx';

interface Props {
  plan: StartPlan;
  albums: readonly Album[];
  onPlan: (change: (plan: StartPlan) => StartPlan) => void;
  onBack: () => void;
  onNext: () => void;
  busy: boolean;
}

export function StepAlbums({ plan, albums, onPlan, onBack, onNext, busy }: Props) {
  const { t } = useI18n();
  const [tried, setTried] = useState(false);
  const folders = chosen(plan);
  return (
    <>
      <h2 {...focusHome}>{t('start.albums')}</h2>
      <p className="lead">{t('start.albumsLead')}</p>
      <div className="talk-scroll">
        <ul className="rows">
          {folders.map((folder, index) => (
            <li key={folder.path} className="album-pick">
              <div className="row">
                <span className="strong clip">{folder.name}</span>
                <span className="meta">{foundText(t, folder)}</span>
              </div>
              <AlbumFields
                choice={folder.choice}
                albums={albums}
                subfolders={folder.subfolders}
                titles={folder.titles}
                planned={plannedBy(makerOf(folder.choice, folders.slice(0, index)))}
                tried={tried}
                onChange={(choice) => onPlan((now) => withChoice(now, folder.path, choice))}
              />
            </li>
          ))}
        </ul>
        <div className="gps-line">
          <AskedRuleFields rules={plan.rules} onChange={(rules) => onPlan((now) => ({ ...now, rules }))} />
        </div>
      </div>
      <StepFoot step={3}>
        <WayButtons
          onBack={onBack}
          busy={busy}
          onNext={() => {
            setTried(true);
            if (isComplete(plan, albums)) onNext();
          }}
        >
          {t('start.showPlan')}
        </WayButtons>
      </StepFoot>
    </>
  );
}

/** Not counted yet: not zero. */
function foundText(t: I18n['t'], { photos, counting, complete }: PlannedFolder): string {
  if (photos === null || (counting && photos === 0)) return t('start.counting');
  return t(complete && !counting ? 'count.photos' : 'start.moreThan', { n: photos });
}

const plannedBy = (maker: PlannedFolder | null): { value: string; name: string } | null =>
  maker === null ? null : { value: plannedValue(maker), name: maker.name };
