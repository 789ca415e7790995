// The small disc on a photo that shows its state by an icon; the colour only supports it.
import type { ShownState } from '../../shared/library/shown-state.ts';
import { Icon, type IconName } from './icon.tsx';

export type PhotoState = ShownState | 'sending';

export const stateIcons: Readonly<Record<PhotoState, IconName>> = {
  sending: 'arrow-up',
  done: 'check',
  waiting: 'clock',
  needs_you: 'alert',
  review: 'eye',
  checking: 'search',
  skipped: 'skip',
  duplicate: 'copy',
};

export function PhotoMark({ state }: { state: PhotoState }) {
  const kind = state === 'sending' ? 'mark moving' : state === 'needs_you' ? 'mark need' : 'mark';
  return (
    <span className={kind} aria-hidden="true">
      <Icon name={stateIcons[state]} />
    </span>
  );
}
