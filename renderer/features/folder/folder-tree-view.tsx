// The tree of subfolders with checkboxes. A checkbox also sets everything below it.
import { useState, type CSSProperties } from 'react';
import { Icon } from '../../components/icon.tsx';
import { TickBox } from '../../components/tick-box.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { tickOf, toggledNode, type TreeNode } from './folder-tree.ts';

/** A tree with more branches than this starts closed. */
const openUpTo = 30;

export function FolderTreeView({
  root,
  out,
  onChange,
}: {
  root: TreeNode;
  out: ReadonlySet<string>;
  onChange: (out: Set<string>) => void;
}) {
  const { t, number } = useI18n();
  const [closed, setClosed] = useState<ReadonlySet<string>>(
    () => new Set(countOf(root) > openUpTo ? root.children.map((child) => child.path) : []),
  );
  const lines: TreeNode[] = [];
  const walk = (node: TreeNode): void => {
    lines.push(node);
    if (!closed.has(node.path)) node.children.forEach(walk);
  };
  walk(root);
  const flip = (path: string): void => {
    const next = new Set(closed);
    if (!next.delete(path)) next.add(path);
    setClosed(next);
  };
  return (
    <ul className="tree" aria-label={t('folderForm.tree')}>
      {lines.map((node) => {
        const tick = tickOf(node, out);
        return (
          <li
            key={node.path}
            className={tick === 'off' ? 'out' : undefined}
            style={{ '--d': node.depth } as CSSProperties}
          >
            {node.children.length > 0 ? (
              <button
                type="button"
                className="twist"
                aria-expanded={!closed.has(node.path)}
                aria-label={node.name}
                onClick={() => flip(node.path)}
              >
                <Icon name={closed.has(node.path) ? 'right' : 'down'} size="small" />
              </button>
            ) : (
              <span className="twist" />
            )}
            <TickBox
              checked={tick === 'on'}
              partly={tick === 'part'}
              label={node.name}
              onChange={() => onChange(toggledNode(node, out))}
            >
              <Icon name="folder" size="small" />
              <span className="clip">{node.name}</span>
            </TickBox>
            <span className="n">{number(node.photos)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function countOf(node: TreeNode): number {
  return node.children.reduce((sum, child) => sum + countOf(child), 1);
}
