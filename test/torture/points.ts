// Names every moment at which the engine can be killed between an effect and its record: writes, transactions,
// requests, answers.
import { subscribe } from 'node:diagnostics_channel';
import Sqlite, { type Statement } from 'better-sqlite3';

export type Reached = (point: string) => void;

/**
 * Calls `reached` before and after each write and transaction of SQLite, and at each request, its end, and its answer.
 */
export function watchPoints(reached: Reached): void {
  watchWrites(reached);
  watchRequests(reached);
}

type Run = (this: Statement, ...values: unknown[]) => Sqlite.RunResult;

function watchWrites(reached: Reached): void {
  const probe = new Sqlite(':memory:');
  const statements = Object.getPrototypeOf(probe.prepare('SELECT 1')) as { run: Run };
  probe.close();
  const { run } = statements;
  /** What the transaction that is open wrote last: it is named after that. */
  let written = 'nothing';
  statements.run = function (...values) {
    const name = this.source === 'COMMIT' ? `commit: ${written}` : nameOf(this.source, values);
    if (name === null) return run.apply(this, values);
    if (this.source !== 'COMMIT') written = name;
    reached(`before ${name}`);
    const result = run.apply(this, values);
    reached(`after ${name}`);
    return result;
  };
  const databases = Sqlite.prototype as { exec(sql: string): unknown };
  const { exec } = databases;
  databases.exec = function (sql) {
    if (!sql.includes('CREATE TABLE')) return exec.call(this, sql);
    written = 'migration';
    reached('before migration');
    const result = exec.call(this, sql);
    reached('after migration');
    return result;
  };
}

/** «write placements committing», «write journal inspected», «write albums creating»; null for what writes nothing. */
export function nameOf(sql: string, values: readonly unknown[]): string | null {
  const table = /^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)/u.exec(sql)?.[1];
  if (table === undefined) return null;
  if (table === 'journal') return `write journal ${String(values[3])}`;
  const [first] = values;
  const given = typeof first === 'object' && first !== null ? (first as { state?: unknown }).state : undefined;
  const inText = /SET state = '(\w+)'/u.exec(sql)?.[1];
  const state = typeof given === 'string' ? given : inText;
  return state === undefined ? `write ${table}` : `write ${table} ${state}`;
}

interface RequestMessage {
  request: { path: string; body: unknown };
}

function watchRequests(reached: Reached): void {
  const at = (channel: string, word: string): void =>
    subscribe(`undici:request:${channel}`, (message) => reached(`${word} ${methodOf(message as RequestMessage)}`));
  at('create', 'before request');
  at('bodySent', 'after request');
  at('headers', 'before answer');
  at('trailers', 'after answer');
}

/** Names are remembered, because a body is let go once it is sent. */
const methods = new WeakMap<object, string>();

function methodOf({ request }: RequestMessage): string {
  const known = methods.get(request);
  if (known !== undefined) return known;
  const body = request.path.startsWith('/fb.do') && request.body instanceof Uint8Array ? request.body : null;
  const named = body === null ? null : new URLSearchParams(Buffer.from(body).toString()).get('method');
  const method = named ?? (request.path.startsWith('/uploadImage') ? 'upload' : 'unknown');
  methods.set(request, method);
  return method;
}
