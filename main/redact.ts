// Takes secrets out of what is about to be logged. The last net: whoever logs must not hand a secret over in the first place.
const REMOVED = '‹removed›';

/** Names under which the service, its signatures and our own keys appear. */
const secretName =
  /^(?:.*token.*|.*secret.*|.*password.*|sig|signature|authorization|cookie|application_?key|seal_?key|code|credentials)$/i;

const secretPair =
  /((?:[\w-]*token[\w-]*|[\w-]*secret[\w-]*|password|sig|application_?key|seal_?key)["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s&,;)}\]]+)/gi;

/** Everything after `?` or `#` of an address: upload addresses and OAuth answers carry secrets there. */
const addressTail = /\b([a-z][a-z0-9+.-]*:\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi;

/** `user:password@` in an address. */
const addressLogin = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"'<>]*@/gi;

export function redactText(text: string): string {
  return text
    .replace(addressLogin, `$1${REMOVED}@`)
    .replace(addressTail, `$1?${REMOVED}`)
    .replace(secretPair, `$1${REMOVED}`);
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

export function redactFields(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value];
      // An error's `code` is a word such as ENOENT; an OAuth `code` is long.
      const secret = secretName.test(name) && !(name === 'code' && value.length <= 24);
      return [name, secret ? REMOVED : redactText(value)];
    }),
  );
}
