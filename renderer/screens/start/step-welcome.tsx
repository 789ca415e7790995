// Step 1: what the program does, what it promises, and connecting.
import { AppSign } from '../../components/app-sign.tsx';
import { Icon } from '../../components/icon.tsx';
import { useEngine } from '../../engine-store.ts';
import { useVoice } from '../../language/voice.tsx';
import { failed, useAct } from '../../use-act.ts';
import { StepFoot } from './step-foot.tsx';

export function StepWelcome({ onNext, onLater }: { onNext: () => void; onLater: () => void }) {
  const { t, language } = useVoice();
  const act = useAct();
  const account = useEngine((state) => state.account);
  const connected = account !== null && account.kind !== 'none';
  const useDemo = async (): Promise<void> => {
    if (!failed(await act('account.useDemo'))) onNext();
  };
  return (
    <>
      <div className="middle">
        <AppSign large />
        <h2>{t('start.welcome')}</h2>
        <p className="lead">{t('start.welcomeLead')}</p>
        <div className="row welcome-acts">
          {connected ? (
            <button type="button" className="btn primary" onClick={onNext}>
              {t('start.goOn')}
            </button>
          ) : (
            <button type="button" className="btn primary" onClick={() => void useDemo()}>
              {t('start.demo')}
            </button>
          )}
          <button type="button" className="btn quiet" onClick={onLater}>
            {t('start.later')}
          </button>
        </div>
        <p className="meta welcome-hint">
          {connected ? t('start.connected', { name: account.name ?? t('settings.accountDemo') }) : t('start.demoHint')}
        </p>
        <ul className="vows">
          <li>
            <Icon name="lock" />
            <span>{t('start.vowDelete')}</span>
          </li>
          <li>
            <Icon name="copy" />
            <span>{t('start.vowTwice')}</span>
          </li>
          <li>
            <Icon name="eye" />
            <span>{t('start.vowWhy')}</span>
          </li>
        </ul>
      </div>
      <StepFoot step={1}>
        <button
          type="button"
          className="link"
          lang={language === 'ru' ? 'en' : 'ru'}
          onClick={() => void act('settings.change', { language: language === 'ru' ? 'en' : 'ru' })}
        >
          {t('start.otherLanguage')}
        </button>
      </StepFoot>
    </>
  );
}
