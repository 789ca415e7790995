// What the client needs from outside: whose account it is, the time, and a log.

/** Who we are for the service. Held in memory only. */
export interface Credentials {
  /** Base of the API, for example https://api.ok.ru/ ; https, or http on loopback. */
  apiAddress: string;
  applicationKey: string;
  accessToken: string;
  /** Signing secret: session_secret_key, or md5(access_token + application_secret_key). Lower-case hex or as given. */
  signingSecret: string;
}

/** The engine's clock fits. */
export interface ApiClock {
  /** Milliseconds since 1970; may jump. */
  now(): number;
  /** Milliseconds from an arbitrary start, never going back. */
  steady(): number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** One line for each failed request. The engine's log fits. */
export interface ApiLog {
  warn(event: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
}
