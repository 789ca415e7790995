// Step 4: what will happen, before it happens: counted by the engine, which has checked but sent nothing.
import { useState } from 'react';
import type { Plan } from '../../../shared/library.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { focusHome } from '../../components/kept-focus.ts';
import { useVoice, type Voice } from '../../language/voice.tsx';
import { useAnswer } from '../../use-answer.ts';
import { StepFoot } from './step-foot.tsx';
import { WayButtons } from './way-buttons.tsx';

export interface PlanLine {
  icon: IconName;
  title: string;
  hint: string;
  /** null: a line without a number. */
  count: number | null;
}

/** Lines in the order a person asks: what goes, what is there, what stays behind and why. */
export function planLines({ t, bytes, about }: Voice, plan: Plan): PlanLine[] {
  const size = bytes(plan.toSend.bytes);
  const lines: PlanLine[] = [];
  if (plan.checking > 0) {
    lines.push({
      icon: 'search',
      title: t('start.planChecking', { n: plan.checking }),
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

interface Props {
  folderIds: readonly number[];
  onBack: () => void;
  onBegin: () => Promise<void>;
}

export function StepPlan({ folderIds, onBack, onBegin }: Props) {
  const voice = useVoice();
  const { t, number } = voice;
  const plan = useAnswer('folders.plan', 'photos', { folderIds: [...folderIds] }).value;
  const [busy, setBusy] = useState(false);
  return (
    <>
      <h2 {...focusHome}>{t('start.plan')}</h2>
      <p className="lead">{t('start.planLead')}</p>
      <div className="talk-scroll">
        <ul className="rows plan">
          {plan !== null &&
            planLines(voice, plan).map((line) => (
              <li className="plan-line" key={line.icon}>
                <Icon name={line.icon} />
                <span>
                  <span className="block">{line.title}</span>
                  <span className="meta">{line.hint}</span>
                </span>
                {line.count !== null && <span className="strong">{number(line.count)}</span>}
              </li>
            ))}
        </ul>
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
          {plan !== null && plan.toSend.photos > 0
            ? t('start.begin', { n: plan.toSend.photos })
            : t('start.beginEmpty')}
        </WayButtons>
      </StepFoot>
    </>
  );
}
