// A line across the top of the window for what stops the account or the library, with its buttons.
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

export function Banner({ icon, text, children }: { icon: 'key' | 'warning'; text: string; children?: ReactNode }) {
  return (
    <div className="banner" role="alert">
      <Icon name={icon} />
      <span className="grow">{text}</span>
      {children}
    </div>
  );
}
