// A trouble as one word for the journal and the log.
import type { Trouble } from './answer.ts';

/** `service:http:503`, for example: our own kinds and numbers only, never text from outside. */
export function troubleWord(trouble: Trouble): string {
  const kind = 'kind' in trouble ? `${trouble.who}:${trouble.kind}` : trouble.who;
  const code = 'code' in trouble && trouble.code !== undefined ? `:${trouble.code}` : '';
  return `${kind}${code}`;
}
