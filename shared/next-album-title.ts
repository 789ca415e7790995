// The title of the album that follows a full one: «Дача», «Дача – 2», «Дача – 3». Pure.

/** An en dash with spaces: rarely typed by people, and not part of a date. */
const NUMBERED = /^(.*\S) – (\d{1,4})$/u;
/** The limit for titles that people type. */
const LONGEST = 500;

export function nextAlbumTitle(title: string): string {
  const [, base = title, number = '1'] = NUMBERED.exec(title) ?? [];
  const ending = ` – ${Number(number) + 1}`;
  // Cuts between characters, never inside a surrogate pair.
  const short = base.length + ending.length <= LONGEST ? base : [...base].slice(0, -ending.length).join('').trimEnd();
  return `${short.slice(0, LONGEST - ending.length)}${ending}`;
}
