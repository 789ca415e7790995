// A library that moves to another computer, in Russian.
import type { MovingTexts } from '../moving-texts.ts';

export const ruMoving: MovingTexts = {
  exported: (path) =>
    `Записан файл ${path}. На другом компьютере: import ${path}. Дальше отправляйте эти папки только с одного компьютера.`,
  notExported: (why, subject) => {
    switch (why) {
      case 'no_library':
        return `В ${subject} ещё нет библиотеки. Верно ли указано --data?`;
      case 'exists':
        return `${subject} уже есть. Назовите другой файл: программа ничего не перезаписывает.`;
      case 'unwritable':
        return `Не удалось записать ${subject}. Проверьте права на папку и свободное место.`;
    }
  },
  imported: (folder) => `Библиотека принята в ${folder}. Её папки:`,
  notImported: (why, subject) => {
    switch (why) {
      case 'not_found':
        return `Такого файла нет: ${subject}.`;
      case 'foreign':
        return `${subject} записан не командой export. Ничего не изменено.`;
      case 'cut':
        return `${subject} неполный. Скопируйте его с другого компьютера ещё раз. Ничего не изменено.`;
      case 'changed':
        return `${subject} повреждён: внутри не то, что было записано. Сделайте export заново. Ничего не изменено.`;
      case 'newer':
        return `${subject} записан более новой версией программы. Сначала обновите эту. Ничего не изменено.`;
      case 'library_there':
        return `В ${subject} уже есть библиотека. Выберите пустую папку: --data. Ничего не изменено.`;
      case 'in_use':
        return `С ${subject} работает другая программа. Закройте её и повторите import.`;
      case 'same_path':
        return `Две папки оказались бы в одном месте${subject === '' ? '' : `: ${subject}`}. Проверьте --map. Ничего не изменено.`;
      case 'unwritable':
        return `Не удалось записать библиотеку: ${subject}. Ничего не изменено.`;
    }
  },
  away: 'нет на месте',
  advice:
    'Папки, которых нет на месте, ждут своего диска. Если здесь они лежат иначе, удалите библиотеку и повторите import с --map было=стало.',
};
