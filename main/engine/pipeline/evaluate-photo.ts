// Applies a folder's rules to a photo: its name and its other versions first, then its bytes (check-facts.ts). Writes
// nothing.
import type { Facts } from '../../../shared/facts.ts';
import type { Limits } from '../../../shared/limits.ts';
import { versionOf, versionVerdict } from '../../../shared/photo-versions.ts';
import type { FileRow } from '../db/file-row.ts';
import type { FolderRecord } from '../db/folder-row.ts';
import type { Tables } from '../db/tables.ts';
import type { PhotoVerdict } from '../db/verdicts/verdicts.ts';
import { checkFacts } from './check-facts.ts';
import { isNamedAsPhoto } from '../disk/counts-as-photo.ts';

type Named = Pick<FileRow, 'fileId' | 'folderId' | 'path' | 'placementId'>;

/** One photo may have very many files: so many of them are checked for a name that lets it go. */
const copiesAsked = 16;

export interface EvaluatePhoto {
  /** Of a file that was read. `placementId`: set where another file may have brought the same photo already. */
  ofFile(
    file: Named,
    facts: Facts,
    folder: Pick<FolderRecord, 'kind' | 'rules'>,
    about: { replacesSent: boolean; placementId: number | null },
  ): PhotoVerdict;
}

export function openEvaluatePhoto(context: {
  tables: Pick<Tables, 'files' | 'folders' | 'versions'>;
  limits(): Limits;
}): EvaluatePhoto {
  const { files, folders, versions } = context.tables;

  /** What a file's name, and its other versions, say against sending it; null: nothing. */
  function againstName(
    file: Named,
    facts: Facts,
    { kind, rules }: Pick<FolderRecord, 'kind' | 'rules'>,
  ): PhotoVerdict | null {
    // For dropped files this was asked at the time of the drop.
    if (kind === 'watched' && !isNamedAsPhoto(file.path)) {
      if (rules.unnamed === 'ask') return { kind: 'held', reason: 'unnamed_picture' };
      if (rules.unnamed === 'leave_out') return { kind: 'skipped', reason: 'unnamed_left_out' };
    }
    const name = versionOf(file.path);
    if (name === null || (name.kind === 'original' && rules.versions === 'both')) return null;
    // A copy of the same bytes is no other version.
    const others = versions
      .of(file.folderId, file.path)
      .filter(
        (other) =>
          other.fileId !== file.fileId && (other.placementId === null || other.placementId !== file.placementId),
      );
    const reason = versionVerdict({ ...name, isReadable: facts.format !== null }, others, rules.versions);
    if (reason === null) return null;
    return reason === 'jpeg_not_sent' ? { kind: 'held', reason } : { kind: 'skipped', reason };
  }

  /** A photo with several files is sent if the name of one of them lets it go. */
  function isSpokenFor(placementId: number, facts: Facts, but: number): boolean {
    return files
      .copiesOf(placementId)
      .filter((copy) => copy.fileId !== but)
      .slice(0, copiesAsked)
      .some((copy) => {
        const folder = folders.get(copy.folderId);
        return folder !== null && !folder.removed && againstName(copy, facts, folder) === null;
      });
  }

  return {
    ofFile(file, facts, folder, { replacesSent, placementId }) {
      if (replacesSent && !folder.rules.sendEdited) return { kind: 'skipped', reason: 'edited_copy' };
      const against = againstName({ ...file, placementId }, facts, folder);
      if (against !== null && (placementId === null || !isSpokenFor(placementId, facts, file.fileId))) return against;
      return checkFacts(facts, context.limits(), folder.rules);
    },
  };
}
