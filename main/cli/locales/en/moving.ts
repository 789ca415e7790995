// A library that moves to another computer, in English.
import type { MovingTexts } from '../moving-texts.ts';

export const enMoving: MovingTexts = {
  exported: (path) =>
    `${path} is written. On the other computer: import ${path}. From then on send these folders from one computer only.`,
  notExported: (why, subject) => {
    switch (why) {
      case 'no_library':
        return `There is no library in ${subject} yet. Is --data right?`;
      case 'exists':
        return `${subject} is there already. Name another file; nothing is overwritten.`;
      case 'unwritable':
        return `${subject} cannot be written. Check the folder’s permissions and its free space.`;
    }
  },
  imported: (folder) => `The library is taken over into ${folder}. Its folders:`,
  notImported: (why, subject) => {
    switch (why) {
      case 'not_found':
        return `There is no such file: ${subject}.`;
      case 'foreign':
        return `${subject} was not written by export. Nothing was changed.`;
      case 'cut':
        return `${subject} is incomplete. Copy it once more from the other computer. Nothing was changed.`;
      case 'changed':
        return `${subject} is damaged: its content is not what was exported. Export again. Nothing was changed.`;
      case 'newer':
        return `${subject} was written by a newer version of the program. Update this one first. Nothing was changed.`;
      case 'library_there':
        return `There is a library in ${subject} already. Choose an empty folder with --data. Nothing was changed.`;
      case 'in_use':
        return `Another program works in ${subject}. Close it and import again.`;
      case 'same_path':
        return `Two folders would lie at the same place${subject === '' ? '' : `: ${subject}`}. Check --map. Nothing was changed.`;
      case 'unwritable':
        return `The library cannot be written: ${subject}. Nothing was changed.`;
    }
  },
  away: 'not there',
  advice:
    'Folders that are not there wait for their drive. If they lie elsewhere here, remove the library again and import with --map old=new.',
};
