// Types of a dictionary: texts, plural forms and sections; constructors for the plural forms of each language.

/** Forms of one text by the language's plural rule (Intl.PluralRules of the variable `n`). */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly one: string;
  readonly other: string;
};

export type DictionaryEntry = string | Plural;

/** The same sections and keys as `T`, in another language: a missing or an extra key is a type error. */
export type Same<T> = {
  readonly [K in keyof T]: T[K] extends Plural ? Plural : T[K] extends string ? string : Same<T[K]>;
};

/** Dotted names of all texts below `T`. */
export type KeysOf<T> = {
  [K in keyof T & string]: T[K] extends DictionaryEntry ? K : `${K}.${KeysOf<T[K]>}`;
}[keyof T & string];

export type Vars = Readonly<Record<string, string | number>>;

/** Three forms of Russian: 1 файл, 2 файла, 5 файлов; fractions are counted like 2. */
export function ruForms(one: string, few: string, many: string): Plural {
  return { one, few, many, other: few };
}

/** Two forms of English: 1 file, 2 files. */
export function enForms(one: string, other: string): Plural {
  return { one, other };
}

export function isPlural(value: unknown): value is Plural {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { other?: unknown }).other === 'string' &&
    'one' in value
  );
}
