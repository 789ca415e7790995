// A path on one line, shortened in the middle where space is short; the tooltip has all of it.
import { readable } from '../../shared/readable-names.ts';
import { splitPath } from './split-path.ts';

export function PathText({ path, className = '' }: { path: string; className?: string }) {
  const shown = readable(path);
  const { head, tail } = splitPath(shown);
  return (
    <span className={`path-text ${className}`} title={shown}>
      {head !== '' && (
        <span className="path-head" title={shown}>
          {head}
        </span>
      )}
      <span className="clip" title={shown}>
        {tail}
      </span>
    </span>
  );
}
