// One preference that is on or off, with its name and what it means.
import { useId } from 'react';
import { Switch } from '@base-ui/react/switch';

export function SwitchRow({ title, hint, checked, onChange }: { title: string; hint: string; checked: boolean; onChange: (checked: boolean) => void }) {
  const id = useId();
  return (
    <section className="pref">
      <label className="row">
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          <p className="meta" id={`${id}-hint`}>
            {hint}
          </p>
        </div>
        <Switch.Root className="switch" checked={checked} onCheckedChange={onChange} aria-labelledby={`${id}-title`} aria-describedby={`${id}-hint`}>
          <Switch.Thumb className="thumb" />
        </Switch.Root>
      </label>
    </section>
  );
}
