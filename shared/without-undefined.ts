// Optional fields of a call's input.

/** Leaves out keys whose value is undefined: they mean «unchanged», and must not replace what they are spread over. */
export function withoutUndefined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
