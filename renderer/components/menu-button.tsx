// A button that opens a menu of commands.
import type { ReactElement } from 'react';
import { Menu } from '@base-ui/react/menu';
import { Icon, type IconName } from './icon.tsx';

export interface MenuEntry {
  label: string;
  icon?: IconName;
  /** Words at the right end: a time, a shortcut. */
  end?: string;
  run: () => void;
  /** A line above it. */
  apart?: boolean;
}

export function MenuButton({
  trigger,
  entries,
  label,
}: {
  trigger: ReactElement;
  entries: readonly MenuEntry[];
  label: string;
}) {
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger render={trigger} aria-label={label} />
      <Menu.Portal>
        <Menu.Positioner sideOffset={4} align="end" className="over">
          <Menu.Popup className="menu">
            {entries.map((entry) => [
              entry.apart === true ? <Menu.Separator key={`${entry.label}-line`} className="menu-line" /> : null,
              <Menu.Item key={entry.label} className="menu-item" onClick={entry.run}>
                {entry.icon !== undefined && <Icon name={entry.icon} size="small" />}
                <span className="clip">{entry.label}</span>
                {entry.end !== undefined && <span className="end">{entry.end}</span>}
              </Menu.Item>,
            ])}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
