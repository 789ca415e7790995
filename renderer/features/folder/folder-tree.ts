// The tree of a surveyed folder: which subfolders are ticked, their counts, and the patterns for the others. Pure.
import type { CallOutput } from '../../../shared/ipc.ts';
import { readable, readableName } from '../../../shared/readable-names.ts';

export type TreeSurvey = CallOutput<'folders.survey'>;

export interface TreeNode {
  /** Relative, `/` between parts; '' for the folder itself. */
  path: string;
  name: string;
  depth: number;
  /** Photos in it and below it. */
  photos: number;
  bytes: number;
  children: TreeNode[];
}

/** Folders without photos of their own appear too, so that their checkbox can set everything below. */
export function treeOf(survey: TreeSurvey, rootName: string): TreeNode {
  const root: TreeNode = { path: '', name: rootName, depth: 0, photos: 0, bytes: 0, children: [] };
  const nodes = new Map<string, TreeNode>([['', root]]);
  const nodeAt = (path: string): TreeNode => {
    const found = nodes.get(path);
    if (found !== undefined) return found;
    const slash = path.lastIndexOf('/');
    const parent = nodeAt(slash < 0 ? '' : path.slice(0, slash));
    const node: TreeNode = {
      path,
      name: readableName(path),
      depth: parent.depth + 1,
      photos: 0,
      bytes: 0,
      children: [],
    };
    parent.children.push(node);
    nodes.set(path, node);
    return node;
  };
  for (const folder of survey.subfolders) {
    const own = nodeAt(folder.path);
    const line = own.path.split('/');
    root.photos += folder.photos;
    root.bytes += folder.bytes;
    if (own.path === '') continue;
    for (let depth = 1; depth <= line.length; depth += 1) {
      const above = nodeAt(line.slice(0, depth).join('/'));
      above.photos += folder.photos;
      above.bytes += folder.bytes;
    }
  }
  for (const node of nodes.values())
    node.children.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  return root;
}

/** Whether this folder or one above it is left out. */
export function isOut(path: string, out: ReadonlySet<string>): boolean {
  if (out.has(path)) return true;
  const parts = path.split('/');
  for (let depth = 1; depth < parts.length; depth += 1) if (out.has(parts.slice(0, depth).join('/'))) return true;
  return false;
}

export type Tick = 'on' | 'off' | 'part';

export function tickOf(node: TreeNode, out: ReadonlySet<string>): Tick {
  if (node.path !== '' && isOut(node.path, out)) return 'off';
  const someOut = (below: TreeNode): boolean => below.children.some((child) => out.has(child.path) || someOut(child));
  return someOut(node) ? 'part' : 'on';
}

/** The folders left out after a click; what lies below a folder follows it. */
export function toggledNode(node: TreeNode, out: ReadonlySet<string>): Set<string> {
  const below = (path: string): boolean => node.path === '' || path === node.path || path.startsWith(`${node.path}/`);
  const next = new Set([...out].filter((path) => !below(path)));
  if (node.path === '') return next;
  if (tickOf(node, out) !== 'off') next.add(node.path);
  return next;
}

/** Photos and bytes in the folders that are not left out. */
export function remaining(survey: TreeSurvey, out: ReadonlySet<string>): { photos: number; bytes: number } {
  let { photos, bytes } = survey;
  for (const folder of survey.subfolders) {
    if (folder.path === '' || !isOut(folder.path, out)) continue;
    photos -= folder.photos;
    bytes -= folder.bytes;
  }
  return { photos, bytes };
}

/** Number of albums that «one per folder» would create: the remaining folders with photos. */
export function albumsFor(survey: TreeSurvey, out: ReadonlySet<string>): number {
  return survey.subfolders.filter((folder) => folder.path === '' || !isOut(folder.path, out)).length;
}

/** Their titles: each folder's own name. */
export function titlesFor(survey: TreeSurvey, out: ReadonlySet<string>, rootName: string): string[] {
  const left = survey.subfolders.filter((folder) => folder.path === '' || !isOut(folder.path, out));
  return left.map(({ path }) => readable(path === '' ? rootName : (path.split('/').at(-1) ?? path)));
}

/**
 * The left-out folders as ignore patterns. A leading slash ties a pattern to the watched folder. Names are as shown:
 * people may edit them.
 */
export function patternsOf(out: ReadonlySet<string>): string[] {
  return [...out].map((path) => `/${readable(path)}`);
}
