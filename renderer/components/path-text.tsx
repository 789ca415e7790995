// A path on one line, cut in its middle where there is no room; whole under the mouse.
import { splitPath } from './split-path.ts';

export function PathText({ path, className = '' }: { path: string; className?: string }) {
  const { head, tail } = splitPath(path);
  return (
    <span className={`path-text ${className}`} title={path}>
      {head !== '' && (
        <span className="path-head" title={path}>
          {head}
        </span>
      )}
      <span className="clip" title={path}>
        {tail}
      </span>
    </span>
  );
}
