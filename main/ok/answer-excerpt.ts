// An excerpt of what came in place of the service's answer, for the log: short, without markup, addresses and anything
// that could be a secret.

const LONGEST = 80;

/** Words of a page, as a person would read them. */
function readable(text: string): string {
  return text
    .slice(0, 16_384)
    .replaceAll(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/giu, ' ')
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/gu, ' ')
    .replaceAll(/<[^>]*(?:>|$)/gu, ' ')
    .replaceAll(/&(?:#\d{1,6}|#x[\da-f]{1,5}|\w{2,8});/giu, ' ');
}

/** Addresses, names with a value, and long words with digits may carry tokens, keys and ids. */
function withoutSecrets(text: string): string {
  return text
    .replaceAll(/\b[a-z][\w+.-]*:\/\/\S+/giu, '…')
    .replaceAll(/\S*[\w.-]+=\S+/gu, '…')
    .replaceAll(/\S*@\S+/gu, '…')
    .replaceAll(/\S{25,}/gu, '…')
    .replaceAll(/(?=\S*\d)(?=\S*\p{L})\S{12,}/gu, '…')
    .replaceAll(/\d{7,}/gu, '…');
}

/** Letters, digits and plain punctuation of one line. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[^\p{L}\p{N}\p{P}\p{Sm} ]/gu, ' ')
    .replaceAll(/[{}[\]"\\`|<>]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/(?:… ?)+/gu, '… ')
    .trim();
}

/** `text/html: 502 Bad Gateway nginx`; the content type alone where nothing can be read. */
export function answerExcerpt(contentType: string | string[] | undefined, text: string): string {
  const type = /^[\w.+-]{1,40}\/[\w.+-]{1,40}/u.exec(String(contentType ?? '').trim())?.[0] ?? '';
  // What JSON holds may be a person's titles and names; that it is JSON says enough.
  const [beforeJson = ''] = /^\s*</u.test(text) ? [text] : text.split(/[{[]/u);
  const words = oneLine(withoutSecrets(readable(beforeJson)));
  const short = [...words].slice(0, LONGEST).join('').trim();
  const cut = short.length < words.length ? `${short}…` : short;
  return [type.toLowerCase(), cut].filter((part) => part !== '').join(': ') || 'nothing';
}

/** Host and port of an address, and nothing else of it; null when it is none that a person could read. */
export function hostOf(address: string, base: URL): string | null {
  if (address === '' || !URL.canParse(address, base.href)) return null;
  const { host, protocol } = new URL(address, base);
  return /^https?:$/u.test(protocol) && host.length <= 100 ? host : null;
}
