// Removes secrets from texts before they are logged. This is the last line of defence: code must not log secrets.
const REMOVED = '‹removed›';

/** Names of secrets of the service and of our own keys. */
const secretName = new RegExp(
  '^(?:.*token.*|.*secret.*|.*password.*|sig|signature|(?:proxy-)?authorization|(?:set-)?cookie|' +
    '(?:application|seal|session)_?key|code|credentials)$',
  'i',
);

/** The parts of a pair: its name, the separator, the value with or without quotes. */
const pairName =
  /((?<![\w-])[\w-]*(?:token|secret|password|(?:application|seal|session)_?key)[\w-]*|(?:(?<![\w-])|(?<=%26))sig)/;
const pairSeparator = /(\\?["']?\s*(?:=>|[=:]|%3D)\s*)/;
const pairValue = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s&,;)}\]]+)/;

/** Also in JSON inside JSON, with escaped quotes, and percent-encoded inside an address. */
const secretPair = new RegExp(pairName.source + pairSeparator.source + pairValue.source, 'gi');

/** Headers whose whole value is a secret. */
const secretHeader = /\b((?:proxy-)?authorization|(?:set-)?cookie)(["']?\s*[=:]\s*)[^\r\n]+/gi;

/** Everything after `?` or `#` of an address: upload addresses and OAuth answers have secrets there. */
const addressTail = /\b([a-z][a-z0-9+.-]{0,30}:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi;

/** `user:password@` in an address; the last `@` ends it. */
const addressLogin = /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#"'<>]*@/gi;

/** Redacting a longer text would block the main process too long. */
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
      // An error's `code` is a short word such as ENOENT; an OAuth `code` is long.
      const secret = secretName.test(name) && !(name === 'code' && value.length <= 24);
      return [name, secret ? REMOVED : redactText(value)];
    }),
  );
}
