// The foot of a step: which one it is, the way back and the way on.
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/use-i18n.tsx';

/** Connect, folders, albums, what will happen. */
const stepCount = 4;

export function StepFoot({ step, children }: { step: number; children: ReactNode }) {
  const { t } = useI18n();
  return (
    <div className="foot">
      <span className="meta push">{t('start.step', { n: step, total: stepCount })}</span>
      {children}
    </div>
  );
}
