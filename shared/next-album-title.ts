// The title of the album that goes on where one is full: «Дача», «Дача – 2», «Дача – 3». Pure.

/** A dash of this kind, with spaces: hardly anybody types it, and it is not part of a date. */
const NUMBERED = /^(.*\S) – (\d{1,4})$/u;
/** As long as a title may be that a person types. */
const LONGEST = 500;

export function nextAlbumTitle(title: string): string {
  const [, base = title, number = '1'] = NUMBERED.exec(title) ?? [];
  const ending = ` – ${Number(number) + 1}`;
  // Whole signs are kept: half of one would be shown as a box.
  const short = base.length + ending.length <= LONGEST ? base : [...base].slice(0, -ending.length).join('').trimEnd();
  return `${short.slice(0, LONGEST - ending.length)}${ending}`;
}
