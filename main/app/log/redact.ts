// Takes secrets out of what is about to be logged. The last net: whoever logs must not hand a secret over in the first place.
const REMOVED = '‹removed›';

/** Names under which the service, its signatures and our own keys appear. */
const secretName =
  /^(?:.*token.*|.*secret.*|.*password.*|sig|signature|(?:proxy-)?authorization|(?:set-)?cookie|(?:application|seal|session)_?key|code|credentials)$/i;

/** Also in JSON that is a text in JSON, with its quotes escaped, and percent-encoded inside another address. */
const secretPair =
  /((?<![\w-])[\w-]*(?:token|secret|password|(?:application|seal|session)_?key)[\w-]*|(?:(?<![\w-])|(?<=%26))sig)(\\?["']?\s*(?:=>|[=:]|%3D)\s*)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s&,;)}\]]+)/gi;

/** Headers whose whole line is a secret. */
const secretHeader = /\b((?:proxy-)?authorization|(?:set-)?cookie)(["']?\s*[=:]\s*)[^\r\n]+/gi;

/** Everything after `?` or `#` of an address: upload addresses and OAuth answers carry secrets there. */
const addressTail = /\b([a-z][a-z0-9+.-]{0,30}:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi;

/** `user:password@` in an address; of several `@` the last one ends it. */
const addressLogin = /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#"'<>]*@/gi;

/** Main writes the log between its other work: longer texts would hold it up, and say no more. */
const LONGEST_TEXT = 8_000;

export function redactText(text: string): string {
  return (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text)
    .replace(addressLogin, `$1${REMOVED}@`)
    .replace(addressTail, `$1?${REMOVED}`)
    .replace(secretHeader, `$1$2${REMOVED}`)
    .replace(secretPair, `$1$2${REMOVED}`);
}

export type RedactedFields = Readonly<Record<string, string | number | boolean | null>>;

export function redactFields(fields: RedactedFields): RedactedFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value];
      // An error's `code` is a word such as ENOENT; an OAuth `code` is long.
      const secret = secretName.test(name) && !(name === 'code' && value.length <= 24);
      return [name, secret ? REMOVED : redactText(value)];
    }),
  );
}
