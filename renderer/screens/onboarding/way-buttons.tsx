// A step's way back and way on, in its foot. Asks nothing: whoever uses it says whether the way on is free.
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/use-i18n.tsx';

interface Props {
  onBack: () => void;
  onNext: () => void;
  busy: boolean;
  /** The words of the way on. */
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
