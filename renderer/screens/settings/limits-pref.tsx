// What OK accepts as far as this account knows, how surely, and a button that forgets what was learned.
import { isAnyLearned } from '../../../shared/learned-limits.ts';
import { limitLines } from '../../../shared/locales/limits-text.ts';
import { Pref } from '../../components/pref.tsx';
import { useCommand, commandFailed } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useToast } from '../../use-toast.ts';

export function LimitsPref() {
  const { t, language, day } = useI18n();
  const runCommand = useCommand();
  const showToast = useToast();
  const { value: view, askAgain } = useQuery('limits.get', 'photos', undefined);
  if (view === null) return null;
  const forget = async (): Promise<void> => {
    if (commandFailed(await runCommand('limits.forget'))) return;
    askAgain();
    showToast({ text: t('limits.forgotten') });
  };
  return (
    <Pref
      title={t('limits.title')}
      hint={
        <>
          {limitLines({ language, t, day }, view).map((line) => (
            <span className="block" key={line}>
              {line}
            </span>
          ))}
          <span className="block">{t('limits.hint')}</span>
        </>
      }
    >
      {isAnyLearned(view) && (
        <button type="button" className="btn" onClick={() => void forget()}>
          {t('limits.forget')}
        </button>
      )}
    </Pref>
  );
}
