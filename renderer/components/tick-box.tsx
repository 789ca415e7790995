// A checkbox with its label and an optional hint.
import type { ReactNode } from 'react';
import { Checkbox } from '@base-ui/react/checkbox';
import { Icon } from './icon.tsx';

export function TickBox({
  checked,
  partly = false,
  onChange,
  label,
  hint,
  children,
}: {
  checked: boolean;
  partly?: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  hint?: string | undefined;
  children?: ReactNode;
}) {
  const box = (
    <Checkbox.Root
      className="tick"
      checked={checked}
      indeterminate={partly}
      onCheckedChange={onChange}
      aria-label={label}
    >
      <Checkbox.Indicator className="tick-sign">
        <Icon name={partly ? 'minus' : 'check'} />
      </Checkbox.Indicator>
    </Checkbox.Root>
  );
  return (
    <label className="tick-row">
      {box}
      {children ?? (
        <span className="grow">
          <span className="block">{label}</span>
          {hint !== undefined && <span className="meta block">{hint}</span>}
        </span>
      )}
    </label>
  );
}
