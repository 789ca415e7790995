// A run of `sync`, in Russian.
import type { RunTexts } from '../types.ts';

export const ruRun: RunTexts = {
  demoPage: (address) => `Демо-аккаунт можно посмотреть здесь: ${address}`,
  folderAway: (path) => `Папки сейчас нет на месте: ${path}. Подключите её диск и запустите sync снова.`,
  folderUnreadable: (path) => `Папка не открывается: ${path}. Проверьте права на неё и запустите sync снова.`,
  folderFailed: (path, why) => `Папку не удалось просмотреть до конца: ${path} (${why}). Запустите sync снова.`,
  samePerson: (former) =>
    `Это тот же человек: его альбомы и фото нашлись на OK. Библиотека аккаунта ${former} теперь ваша и под новым номером.`,
  kept: (path, target) => `Теперь ${path} идёт в: ${target}; что уже отправлено, остаётся где было.`,
  intoGroup: (album, sees) => `В группу: «${album}», ${sees}.`,
  used: (title, about) => `Альбом «${title}» уже есть (${about}): фотографии пойдут в него.`,
  ruled: (path, rules) =>
    `${path}: ${[
      rules.removeGps
        ? 'место съёмки убирается из фотографий (--place)'
        : 'место съёмки остаётся в фотографиях (--place)',
      ...(rules.convert ? ['другие форматы идут как JPEG'] : []),
      ...(rules.shrink ? ['слишком большие идут уменьшенными'] : []),
      ...(rules.versions === 'edited' ? ['вместо оригинала идёт его изменённая версия (--versions)'] : []),
      ...(rules.captions === 'file' ? ['вместе с фотографиями публикуются подписи из файлов (--captions)'] : []),
      ...(rules.captions === 'folder' ? ['подписью каждой фотографии служит имя её папки (--captions)'] : []),
      ...(rules.unnamed === 'send' ? ['картинки в файлах, названных не как фото, тоже идут (--unnamed)'] : []),
      ...(rules.unnamed === 'leave_out' ? ['картинки в файлах, названных не как фото, пропускаются (--unnamed)'] : []),
    ].join('; ')}.`,
  watching: 'Новое тоже будет отправляться, до Ctrl+C.',
  interrupted: 'Прервано. Всё сохранено; та же команда продолжит отсюда.',
  stopping: 'Останавливаюсь. Ещё раз Ctrl+C — выйти сразу.',
  paused: 'Отправка в этой библиотеке на паузе. Следующий sync продолжит.',
  lanes: (busy, all) => `дорожки ${busy}/${all}`,
  left: (time) => `осталось ${time}`,
  hidden: (more, command) => `… и ещё ${more}, смотрите: ${command}`,
  plan: ({ toSend, alreadyThere, comparing, duplicates, skipped, held }) =>
    `Ничего не отправлено. Ушло бы ${toSend}, уже на OK ${alreadyThere}, ждут решения ${held}, пропущено ${skipped}, повторов ${duplicates}${
      comparing > 0 ? `; ещё не сверены с альбомом ${comparing}` : ''
    }.`,
  summary: (counts) =>
    [
      `готово ${counts.done}`,
      `ждут решения ${counts.held}`,
      `пропущено ${counts.skipped}`,
      `повторов ${counts.duplicate}`,
      `не удалось ${counts.failed}`,
      ...(counts.waiting > 0 ? [`в очереди ${counts.waiting}`] : []),
      ...((counts.unopened ?? 0) > 0 ? [`не просмотрено ${counts.unopened}`] : []),
    ].join(', '),
  sent: (bytes, seconds) => `Отправлено ${bytes} за ${seconds}`,
  heading: 'Ждут решения или не удались:',
  unopenedHeading: 'Не удалось просмотреть, там могут быть фото:',
};
