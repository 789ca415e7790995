// The title bar of a screen: its name on the left, its search and buttons on the right, then the system's buttons.
import type { ReactNode } from 'react';
import { focusHome } from './kept-focus.ts';

export function TitleBar({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="bar">
      <h1 className="clip" {...focusHome}>
        {title}
      </h1>
      {children}
    </header>
  );
}
