// One preference: its name, what it means, and its control at the right.
import type { ReactNode } from 'react';

export function Pref({ title, hint, children }: { title: string; hint?: ReactNode; children?: ReactNode }) {
  return (
    <section className="pref">
      <div className="row">
        <div className="grow">
          <h2>{title}</h2>
          {hint !== undefined && <div className="meta">{hint}</div>}
        </div>
        {children !== undefined && <div className="row">{children}</div>}
      </div>
    </section>
  );
}
