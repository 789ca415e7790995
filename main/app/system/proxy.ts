// Which proxy the system wants for the service: asked of Chromium, which knows the system's settings and scripts. Sends nothing itself.

/** What is needed of an Electron session. */
export interface ProxyAsker {
  resolveProxy(url: string): Promise<string>;
}

export interface ProxyWatch {
  /** `http://host:port`, `https://…` or `socks5://…`; null: straight to the service. */
  current(): string | null;
  /** Asks the system again, and resolves to `current`: with the answer of before, when this one takes too long. */
  refresh(): Promise<string | null>;
  /** Resolves when the system has answered for the first time, or took too long for that. */
  first: Promise<void>;
  stop(): void;
}

/** The system tells of changed settings by no event; asking costs less than a millisecond. */
const ASK_EVERY_MS = 30_000;
/** A script that has to be fetched first may take long: then we start straight and change over when it is there. */
const ANSWER_AT_MOST_MS = 1_500;

export function watchProxy(
  asker: ProxyAsker,
  address: string,
  onChange: (proxy: string | null) => void,
  everyMs = ASK_EVERY_MS,
): ProxyWatch {
  let proxy: string | null = null;
  const ask = async (): Promise<void> => {
    // What cannot be asked is as it was.
    const answer = await asker.resolveProxy(address).catch(() => null);
    if (answer === null) return;
    const next = proxyOf(answer);
    if (next === proxy) return;
    proxy = next;
    onChange(proxy);
  };
  const timer = setInterval(() => void ask(), everyMs);
  timer.unref();
  // A session that was made a moment ago may answer before it has been told the system's settings, and then says «straight»; the next answer is right.
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

/** The first usable of a list such as `PROXY proxy.example:3128; DIRECT`. Kinds that we cannot speak are passed over. */
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
