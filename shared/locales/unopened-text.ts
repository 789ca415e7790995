// Why something on the disk could not be looked at, and what can be done about it: the same words in the window and in the terminal.
import { unopenedKind } from '../unopened.ts';
import type { Translate } from './translate.ts';

export function unopenedTexts(t: Translate, code: string): { why: string; help: string } {
  const kind = unopenedKind(code);
  return { why: t(`folders.unopenedWhy.${kind}`, { code }), help: t(`folders.unopenedHelp.${kind}`) };
}
