// Recognises versions of one photo by their names: a camera's raw file, the original, an edited version. Pure.
import { isByteName } from './byte-names.ts';
import { extensionOf, isPictureNamed, isRawNamed } from './image-formats.ts';
import { readableName } from './readable-names.ts';

export type VersionKind = 'original' | 'edited' | 'raw';

export interface VersionName {
  /** Equal for all versions of one photo: its folder and the name without what editors add. */
  key: string;
  kind: VersionKind;
  /** Editors usually keep the format: the original of `a-edited.png` is `a.png`, even beside `a.jpg`. */
  extension: string;
}

/** Suffixes of Google Photos in its languages, and of other editors. In lower case. */
const words = [
  'edited|edit|adjusted|effects|bearbeitet|modifié|modifiée|modifie|editado|editada|modificato|modificata|bewerkt|edytowane|edytowany',
  'upraveno|upravené|upravený|redigerad|redigeret|redigert|muokattu|szerkesztett|szerkesztve|düzenlendi|editat|editată|uređeno',
  'изменено|изменённый|измененный|изменённое|измененное|отредактировано|відредаговано|змінено|відредагований|редактирано',
  'ha editado|diedit|đã chỉnh sửa|แก้ไข|נערך|edytowana|retouched|retuschiert|отредактированное|ретушь|обработано',
  'επεξεργασμένο|編集済み|수정됨|已修改|已编辑|已編輯',
].join('|');

/**
 * `a-edited`, `a_edited`, `a.edited`, `a (Edited)`, `a-edited(1)`. The number stays in the name: the original has it,
 * too.
 */
const byWord = new RegExp(String.raw`^(.+?)(?:[-_. ](?:${words})|\s?\((?:${words})\))(\(\d+\))?$`, 'u');
const rules: readonly ((name: string) => string | null)[] = [
  (name) => joined(byWord.exec(name)),
  (name) => joined(/^(.+)[-_]hdr(\(\d+\))?$/u.exec(name)),
  // Android: IMG_1~2. `~1` is a short name of Windows.
  (name) => joined(/^(.+)~(?:[2-9]|[1-9]\d)$/u.exec(name)),
  // Pixel: PXL_1.RAW-01.COVER.jpg beside PXL_1.RAW-02.ORIGINAL.dng.
  (name) => joined(/^(.+)\.[a-z]+-\d\d(?:\.mp)?\.cover$/u.exec(name)),
  // Apple: IMG_E1234 beside IMG_1234.
  (name) => joined(/^(img_)e(\d{4}.*)$/u.exec(name)),
];

/** Names that say «original»: the rest is the name of the photo. */
const originals = [/^(.+)\.[a-z]+-\d\d(?:\.mp)?\.original$/u, /^(.+)[-_.]original$/u];

function joined(found: RegExpExecArray | null): string | null {
  return found === null ? null : (found[1] ?? '') + (found[2] ?? '');
}

/** Several editors may have added their suffixes. */
const mostEditors = 3;

/**
 * `path` with `/` between its parts. null: not named like a picture. Numbered copies, `a (1)`, are photos of their
 * own.
 */
export function versionOf(path: string): VersionName | null {
  if (!isPictureNamed(path)) return null;
  const extension = extensionOf(path);
  const slash = path.lastIndexOf('/') + 1;
  // A name that is not UTF-8 is compared in its readable form.
  const said = isByteName(path) ? readableName(path) : path.slice(slash);
  const base = said.slice(0, said.length - extension.length - 1);
  let name = base.normalize('NFC').toLowerCase();
  let isEdited = false;
  for (let editors = 0; editors < mostEditors; editors++) {
    const before = rules.map((rule) => rule(name)).find((found) => found !== null);
    if (before === undefined || before === null) break;
    name = before;
    isEdited = true;
  }
  if (!isEdited) name = originals.map((one) => one.exec(name)?.[1]).find((found) => found !== undefined) ?? name;
  return {
    key: path.slice(0, slash) + name,
    kind: isRawNamed(path) ? 'raw' : isEdited ? 'edited' : 'original',
    extension: extension === 'jpeg' ? 'jpg' : extension,
  };
}

export interface Version extends VersionName {
  /** The photo is on the service, or on its way there. */
  isSent: boolean;
}

/** Why a file is not sent because of its other versions; null: they do not prevent it. */
export function versionVerdict(
  own: Omit<Version, 'isSent'> & { isReadable: boolean },
  others: readonly Version[],
  wanted: 'both' | 'edited',
): 'edited_version' | 'jpeg_beside' | 'jpeg_not_sent' | null {
  if (own.kind === 'raw') {
    // Some cameras and phones use this extension for a JPEG.
    if (own.isReadable) return null;
    const pictures = others.filter(({ kind }) => kind !== 'raw');
    if (pictures.length === 0) return null;
    return pictures.some(({ isSent }) => isSent) ? 'jpeg_beside' : 'jpeg_not_sent';
  }
  if (own.kind === 'edited' || wanted === 'both') return null;
  const isOf = (edited: Version): boolean =>
    edited.extension === own.extension ||
    !others.some(({ kind, extension }) => kind === 'original' && extension === edited.extension);
  return others.some((other) => other.kind === 'edited' && other.isSent && isOf(other)) ? 'edited_version' : null;
}
