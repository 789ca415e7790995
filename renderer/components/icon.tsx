// An icon from the sprite in the page. Always decorative: a text beside it or a label says the same.
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

/** Rendered once, before any icon. The markup is made of constants only. */
export function IconSprite() {
  const symbols = Object.entries(iconShapes).map(
    ([name, shape]) => `<symbol id="i-${name}" viewBox="0 0 20 20">${shape}</symbol>`,
  );
  return <svg className="sprite" aria-hidden="true" dangerouslySetInnerHTML={{ __html: symbols.join('') }} />;
}
