// The title bar is the toolbar: the page's name left, at most a search and one button right, then the system's buttons.
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
