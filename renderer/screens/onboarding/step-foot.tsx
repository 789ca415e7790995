// The foot of a step: its number, «back» and «next».
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/use-i18n.tsx';

/** Account, folders, albums, plan. */
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
