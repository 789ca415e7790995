// Brings the import rules to oxlint as a plugin: every kind of import, static, dynamic, required or in a type.
import { relative, sep } from 'node:path';
import { refuseImport } from './import-rules.ts';

/** The little of oxlint's plugin interface (that of ESLint) which is used here. */
interface SyntaxNode {
  type: string;
  value?: unknown;
  importKind?: string;
  exportKind?: string;
  source?: SyntaxNode | null;
  callee?: SyntaxNode & { name?: string };
  arguments?: SyntaxNode[];
}
interface Context {
  cwd: string;
  filename: string;
  report(problem: { node: SyntaxNode; message: string }): void;
}

function create(context: Context): Record<string, (node: SyntaxNode) => void> {
  const file = relative(context.cwd, context.filename).split(sep).join('/');

  function check(node: SyntaxNode, source: SyntaxNode | null | undefined, typesOnly: boolean): void {
    if (typeof source?.value !== 'string') return;
    const refusal = refuseImport(file, source.value, typesOnly);
    if (refusal) context.report({ node, message: refusal });
  }

  return {
    ImportDeclaration: (node) => check(node, node.source, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => check(node, node.source, node.exportKind === 'type'),
    ImportExpression: (node) => check(node, node.source, false),
    TSImportType: (node) => check(node, node.source, true),
    CallExpression: (node) => {
      if (node.callee?.type === 'Identifier' && node.callee.name === 'require') check(node, node.arguments?.[0], false);
    },
  };
}

// oxlint takes a plugin from the default export only.
export default { meta: { name: 'layers' }, rules: { imports: { create } } };
