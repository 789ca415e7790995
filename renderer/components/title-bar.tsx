// The title bar is the toolbar: the page's name left, at most a search and one button right, then the system's buttons.
import type { ReactNode } from 'react';

export function TitleBar({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="bar">
      <h1 className="clip">{title}</h1>
      {children}
    </header>
  );
}
