// The buttons «back» and «next» of a step.
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/use-i18n.tsx';

interface Props {
  onBack: () => void;
  onNext: () => void;
  busy: boolean;
  /** Label of «next». */
  children: ReactNode;
}

export function WayButtons({ onBack, onNext, busy, children }: Props) {
  const { t } = useI18n();
  return (
    <>
      <button type="button" className="btn quiet" onClick={onBack}>
        {t('window.back')}
      </button>
      <button type="button" className="btn primary" disabled={busy} onClick={onNext}>
        {children}
      </button>
    </>
  );
}
