// Keeps SQLite from planning the same question again and again. Changes no question's meaning; knows no table.
import type { Database } from 'better-sqlite3';

/** Strings, quoted names and comments, which are passed over; or one parameter. */
const passedOverOrParameter = /'[^']*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\/|\?\d*|[@:$][A-Za-z_]\w*/gu;

/**
 * [Note: planned once] SQLite's planner looks at the value of a parameter, and whenever another value is bound the question is planned anew:
 * ten times as much work as answering it. A unary plus, which does nothing to any value, keeps the planner from looking. (SQLite has a
 * switch for it, SQLITE_DBCONFIG_ENABLE_QPSG, that better-sqlite3 does not offer.)
 */
export function plannedOnce(sql: string): string {
  return sql.replace(passedOverOrParameter, (found) => (/^[?@:$]/u.test(found) ? `+${found}` : found));
}

/** Every statement that is prepared on this connection from now on. */
export function planOnce(db: Database): void {
  const prepare = db.prepare.bind(db);
  db.prepare = (sql: string) => prepare(plannedOnce(sql));
}
