// The system's proxy for the service. Chromium is asked: it knows the system's settings and scripts.

/** The part of an Electron session that we use. */
export interface ProxyAsker {
  resolveProxy(url: string): Promise<string>;
}

export interface ProxyWatch {
  /** `http://host:port`, `https://…` or `socks5://…`; null: no proxy. */
  current(): string | null;
  /** Asks the system again, and resolves to `current`: with the answer of before, when this one takes too long. */
  refresh(): Promise<string | null>;
  /** Resolves when the system has answered for the first time, or takes too long. */
  first: Promise<void>;
  stop(): void;
}

/** No event reports changed settings; asking costs less than a millisecond. */
const ASK_EVERY_MS = 30_000;
/** A proxy script may take long to download: then we start without a proxy, and change when the answer comes. */
const ANSWER_AT_MOST_MS = 1_500;

export function watchProxy(
  asker: ProxyAsker,
  address: string,
  onChange: (proxy: string | null) => void,
  everyMs = ASK_EVERY_MS,
): ProxyWatch {
  let proxy: string | null = null;
  const ask = async (): Promise<void> => {
    // Without an answer the last one holds.
    const answer = await asker.resolveProxy(address).catch(() => null);
    if (answer === null) return;
    const next = proxyOf(answer);
    if (next === proxy) return;
    proxy = next;
    onChange(proxy);
  };
  const timer = setInterval(() => void ask(), everyMs);
  timer.unref();
  // A new session may answer «no proxy» before it knows the system's settings; its next answer is right.
  const askAtStart = async (): Promise<void> => {
    await ask();
    if (proxy === null) await ask();
  };
  const first = Promise.race([askAtStart(), tooLong()]);
  return {
    current: () => proxy,
    async refresh() {
      await Promise.race([ask(), tooLong()]);
      return proxy;
    },
    first,
    stop: () => clearInterval(timer),
  };
}

function tooLong(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ANSWER_AT_MOST_MS).unref());
}

const schemes: Readonly<Record<string, string>> = { PROXY: 'http', HTTP: 'http', HTTPS: 'https', SOCKS5: 'socks5' };

/** The first usable entry of a list such as `PROXY proxy.example:3128; DIRECT`. Unknown kinds are skipped. */
export function proxyOf(list: string): string | null {
  for (const entry of list.split(';')) {
    const [kind = '', host] = entry.trim().split(/\s+/u);
    if (kind.toUpperCase() === 'DIRECT') return null;
    const scheme = schemes[kind.toUpperCase()];
    if (scheme === undefined || host === undefined) continue;
    const address = `${scheme}://${host}`;
    if (URL.canParse(address)) return address;
  }
  return null;
}
