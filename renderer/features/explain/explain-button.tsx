// The button that opens «What about this file?». Small, because it is needed rarely.
import { Icon } from '../../components/icon.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useExplain } from './explain.tsx';

/** `plain`: an ordinary button with its words, not an icon of the title bar. */
export function ExplainButton({ plain = false }: { plain?: boolean }) {
  const { t } = useI18n();
  const explain = useExplain();
  const label = t('explain.open');
  return (
    <button
      type="button"
      className={plain ? 'btn' : 'btn icon-only'}
      aria-label={label}
      title={label}
      onClick={() => void explain()}
    >
      <Icon name="unclear" size="small" />
      {plain && label}
    </button>
  );
}
