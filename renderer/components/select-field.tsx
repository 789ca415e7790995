// A field that chooses one of a few values.
import { Select } from '@base-ui/react/select';
import { Icon, type IconName } from './icon.tsx';

export interface Option {
  value: string;
  label: string;
  icon?: IconName;
  /** Second line. */
  meta?: string;
  /** Starts a group: its caption. */
  group?: string;
}

export function SelectField({
  value,
  options,
  onChange,
  label,
  className,
}: {
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  label: string;
  className?: string;
}) {
  const chosen = options.find((option) => option.value === value);
  return (
    <Select.Root
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      items={options.map((option) => ({ value: option.value, label: option.label }))}
    >
      <Select.Trigger className={['field', 'select', className].filter(Boolean).join(' ')} aria-label={label}>
        {chosen?.icon !== undefined && <Icon name={chosen.icon} size="small" />}
        <Select.Value className="clip" />
        <Select.Icon className="select-arrow">
          <Icon name="down" size="small" />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className="over" sideOffset={4} alignItemWithTrigger={false}>
          <Select.Popup className="menu select-menu">
            <Select.List>
              {options.map((option) => [
                option.group === undefined ? null : (
                  <div key={`${option.value}-group`} className="caption menu-caption">
                    {option.group}
                  </div>
                ),
                <Select.Item
                  key={option.value}
                  value={option.value}
                  className={option.meta === undefined ? 'menu-item' : 'menu-item two-lines'}
                >
                  {option.icon !== undefined && <Icon name={option.icon} size="small" />}
                  <span className="grow">
                    <Select.ItemText className="clip block">{option.label}</Select.ItemText>
                    {option.meta !== undefined && <span className="meta block">{option.meta}</span>}
                  </span>
                  <Select.ItemIndicator className="end">
                    <Icon name="check" size="small" />
                  </Select.ItemIndicator>
                </Select.Item>,
              ])}
            </Select.List>
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  );
}
