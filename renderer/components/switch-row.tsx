// A switch with its name, a hint, and space for one more control.
import { useId, type ReactNode } from 'react';
import { Switch } from '@base-ui/react/switch';

interface Props {
  title: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  children?: ReactNode;
}

export function SwitchRow({ title, hint, checked, onChange, children }: Props) {
  const id = useId();
  return (
    <section className="pref">
      <div className="row">
        <label className="grow" htmlFor={id}>
          <h2 id={`${id}-title`}>{title}</h2>
          <p className="meta" id={`${id}-hint`}>
            {hint}
          </p>
        </label>
        <div className="row">
          {children}
          <Switch.Root
            id={id}
            className="switch"
            checked={checked}
            onCheckedChange={onChange}
            aria-labelledby={`${id}-title`}
            aria-describedby={`${id}-hint`}
          >
            <Switch.Thumb className="thumb" />
          </Switch.Root>
        </div>
      </div>
    </section>
  );
}
