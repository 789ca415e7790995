// Step 4: what will be sent. The engine has checked the photos and sent nothing yet.
import { useEffect, useState } from 'react';
import type { Plan } from '../../../shared/library/plan.ts';
import { limitsSentence } from '../../../shared/locales/limits-text.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { focusHome } from '../../components/kept-focus.ts';
import { useEngine } from '../../engine/engine-store.ts';
import { useI18n, type I18n } from '../../i18n/use-i18n.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { PlanVersions } from './plan-versions.tsx';
import { StepFoot } from './step-foot.tsx';
import { WayButtons } from './way-buttons.tsx';

export interface PlanLine {
  icon: IconName;
  title: string;
  hint: string;
  /** null: a line without a number. */
  count: number | null;
}

/** Lines in this order: what is sent, what is on OK already, what is not sent and why. */
export function planLines({ t, bytes, about }: I18n, plan: Plan): PlanLine[] {
  const size = bytes(plan.toSend.bytes);
  const lines: PlanLine[] = [];
  if (plan.checking > 0 || plan.searching) {
    lines.push({
      icon: 'search',
      title: plan.checking > 0 ? t('start.planChecking', { n: plan.checking }) : t('start.planSearching'),
      hint: t('start.planCheckingHint'),
      count: null,
    });
  }
  lines.push({
    icon: 'cloud-up',
    title: t('start.planSend'),
    hint:
      plan.seconds === null
        ? t('start.planSendHint', { bytes: size })
        : t('start.planSendTime', { bytes: size, time: about(plan.seconds) }),
    count: plan.toSend.photos,
  });
  const line = (icon: IconName, title: string, hint: string, count: number): void => {
    if (count > 0) lines.push({ icon, title, hint, count });
  };
  line('eye', t('start.planComparing'), t('start.planComparingHint'), plan.comparing);
  line('check', t('start.planThere'), t('start.planThereHint'), plan.alreadyThere);
  line('copy', t('start.planDuplicates'), t('start.planDuplicatesHint'), plan.duplicates);
  line('skip', t('start.planSkipped'), t('start.planSkippedHint'), plan.skipped);
  const held = plan.held.map((one) => t('start.planReason', { why: t(`whyShort.${one.reason}`), n: one.photos }));
  line(
    'warning',
    t('start.planHeld'),
    held.join(', '),
    plan.held.reduce((sum, one) => sum + one.photos, 0),
  );
  line('pin', t('start.planGps'), t('start.planGpsHint'), plan.withGps);
  return lines;
}

/** The numbers may still grow. */
const isGrowing = ({ checking, searching, comparing }: Plan): boolean => checking > 0 || comparing > 0 || searching;

/** The label says how many photos are sent now, and whether more follow. */
export function beginText({ t }: Pick<I18n, 't'>, plan: Plan | null): string {
  if (plan === null) return t('start.beginChecked');
  const n = plan.toSend.photos;
  if (!isGrowing(plan)) return n > 0 ? t('start.begin', { n }) : t('start.beginEmpty');
  if (n === 0) return t('start.beginChecked');
  return t('start.beginNow', { n });
}

interface Props {
  folderIds: readonly number[];
  onBack: () => void;
  onBegin: () => Promise<void>;
}

export function StepPlan({ folderIds, onBack, onBegin }: Props) {
  const i18n = useI18n();
  const { t, number, language, day } = i18n;
  const limits = useQuery('limits.get', 'photos', undefined).value;
  const answer = useQuery('folders.plan', 'photos', { folderIds: [...folderIds] });
  const plan = answer.value;
  // Only the end of the scan is reported; no photo may change with it.
  const growing = useEngine((state) => state.snapshot?.round.growing ?? false);
  const { askAgain } = answer;
  useEffect(askAgain, [askAgain, growing]);
  const [busy, setBusy] = useState(false);
  return (
    <>
      <h2 {...focusHome}>{t(plan === null || isGrowing(plan) ? 'start.planGrowing' : 'start.plan')}</h2>
      <p className="lead">{t('start.planLead')}</p>
      <div className="talk-scroll">
        <ul className="rows plan">
          {plan !== null &&
            planLines(i18n, plan).map((line) => (
              <li className="plan-line" key={line.icon}>
                <Icon name={line.icon} />
                <span>
                  <span className="block">{line.title}</span>
                  <span className="meta">{line.hint}</span>
                </span>
                {line.count !== null && <span className="strong">{number(line.count)}</span>}
              </li>
            ))}
          {plan !== null && plan.versions > 0 && <PlanVersions folderIds={folderIds} count={plan.versions} />}
        </ul>
        {limits !== null && <p className="meta plan-limits">{limitsSentence({ language, t, day }, limits)}</p>}
      </div>
      <StepFoot step={4}>
        <WayButtons
          onBack={onBack}
          busy={busy}
          onNext={() => {
            setBusy(true);
            void onBegin().finally(() => setBusy(false));
          }}
        >
          {beginText(i18n, plan)}
        </WayButtons>
      </StepFoot>
    </>
  );
}
