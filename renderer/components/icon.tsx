// An icon of the set, from one sprite in the page. Always decoration: the words stand beside it or in a label.
import { iconShapes, type IconName } from './icon-shapes.ts';

export type { IconName } from './icon-shapes.ts';

export function Icon({ name, size, className }: { name: IconName; size?: 'small' | 'tiny'; className?: string }) {
  return (
    <svg
      className={['icon', size, className].filter(Boolean).join(' ')}
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
    >
      <use href={`#i-${name}`} />
    </svg>
  );
}

/** Rendered once, before anything that uses an icon. The shapes are our own constants. */
export function IconSprite() {
  const symbols = Object.entries(iconShapes).map(
    ([name, shape]) => `<symbol id="i-${name}" viewBox="0 0 20 20">${shape}</symbol>`,
  );
  return <svg className="sprite" aria-hidden="true" dangerouslySetInnerHTML={{ __html: symbols.join('') }} />;
}
