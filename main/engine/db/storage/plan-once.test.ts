import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { plannedOnce, planOnce } from './plan-once.ts';

const joined = 'SELECT a.x, b.y FROM a JOIN b ON b.id = a.b_id WHERE a.id = ?';

/** How often the statement was planned: better-sqlite3 creates a function for its rows after each planning. */
function plannings(isCured: boolean): number {
  const db = new Sqlite(':memory:');
  db.exec(`CREATE TABLE a (id INTEGER PRIMARY KEY, x, b_id); CREATE TABLE b (id INTEGER PRIMARY KEY, y);
    INSERT INTO b VALUES (1, 'y'); INSERT INTO a VALUES (1, 'x', 1), (2, 'xx', 1)`);
  if (isCured) planOnce(db);
  const question = db.prepare<[number], { x: string; y: string }>(joined);
  const made = globalThis.Function;
  let times = 0;
  globalThis.Function = new Proxy(made, {
    apply: (target, self, args: string[]) => ((times += 1), Reflect.apply(target, self, args) as unknown),
  });
  try {
    for (let round = 0; round < 5; round += 1)
      expect([question.get(1)?.x, question.get(2)?.x, question.get(3)]).toEqual(['x', 'xx', undefined]);
  } finally {
    globalThis.Function = made;
    db.close();
  }
  return times;
}

test('a statement is planned once, not again for each value', () => {
  expect(plannings(false)).toBeGreaterThan(5);
  expect(plannings(true)).toBe(1);
});

test('only parameters get a plus: no string, quoted name or comment changes', () => {
  expect(
    plannedOnce(
      `SELECT '?', "a?", [b@c], 'it''s @x' -- ?\n/* :y */ FROM t WHERE a = ? AND b = @b OR c IN (:c, $d, ?2)`,
    ),
  ).toBe(`SELECT '?', "a?", [b@c], 'it''s @x' -- ?\n/* :y */ FROM t WHERE a = +? AND b = +@b OR c IN (+:c, +$d, +?2)`);
});

test('the plus changes no value of any type', () => {
  const db = new Sqlite(':memory:');
  planOnce(db);
  const echo = db.prepare<[unknown, unknown]>('SELECT typeof(?) AS type, ? AS value').safeIntegers();
  for (const [value, type] of [
    ['007', 'text'],
    ['', 'text'],
    [1.5, 'real'],
    [9_007_199_254_740_993n, 'integer'],
    [Buffer.from([0, 255]), 'blob'],
    [null, 'null'],
  ] as const)
    expect(echo.get(value, value)).toEqual({ type, value });
  db.close();
});
