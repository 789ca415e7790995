// A photo's state as an icon and words, for lists and panels.
import { useI18n } from '../i18n/use-i18n.tsx';
import { Icon } from './icon.tsx';
import { stateIcons, type PhotoState } from './photo-mark.tsx';

export function StateLabel({ state }: { state: PhotoState }) {
  const { t } = useI18n();
  const tone =
    state === 'done' ? ' is-done' : state === 'needs_you' ? ' is-need' : state === 'sending' ? ' is-moving' : '';
  return (
    <span className={`state${tone}`}>
      <Icon name={state === 'needs_you' ? 'warning' : stateIcons[state]} size="small" />
      {t(`photos.state.${state}`)}
    </span>
  );
}
