// Wrong arguments and what stops a run before it begins, in Russian.
import type { UsageTexts } from '../types.ts';

export const ruUsage: UsageTexts = {
  oneAlbum: 'Можно указать только что-то одно из --album, --album-per-folder и --no-album.',
  albumId: 'Нужен номер альбома, как в адресе его страницы в ОК.',
  noSuchAlbum: (id) => `Альбома с номером ${id} в ОК нет, или список альбомов сейчас недоступен.`,
  noSuchGroup: (wanted, groups) =>
    [
      `Группы «${wanted}», в которую вы можете добавлять альбомы, нет, или список групп сейчас недоступен, или у программы нет права GROUP_CONTENT.`,
      ...(groups.length === 0 ? [] : ['Такие группы:', ...groups.map((line) => `  ${line}`)]),
    ].join('\n'),
  severalGroups: (wanted, groups) =>
    [`Групп «${wanted}» несколько. Укажите номер:`, ...groups.map((line) => `  ${line}`)].join('\n'),
  severalAlbums: (title, albums) =>
    [
      `Альбомов «${title}» несколько. Укажите, какой нужен, или --new-album, чтобы сделать ещё один:`,
      ...albums.map(({ id, about }) => (id === null ? `  ещё не создан: ${about}` : `  --album-id ${id}: ${about}`)),
    ].join('\n'),
  widerAlbum: (title, sees, there, wished) =>
    `Альбом «${title}» уже есть (${sees}), а вы просили «${wished}». Укажите --privacy ${there ?? 'public'}, чтобы отправлять в него, или --new-album, чтобы сделать ещё один.`,
  title: (most) => `В названии от 1 до ${most} знаков.`,
  number: (least, most) => `Целое число от ${least} до ${most}.`,
  empty: 'Пусто.',
  host: 'Назовите узел так, как его назвала программа, например photos.example.com.',
  map: 'Пишите было=стало, например D:\\Фото=/home/anna/Фото.',
  keptAlready: (path) => `${path} уже отправляется из этой библиотеки: где она, скажут status и problems.`,
  oldNode: (oldest, present) => `Нужен Node ${oldest} или новее, а это ${present}.`,
  twice: (folder) => `Эта папка указана дважды: ${folder}.`,
  inside: (inner, outer) => `${inner} лежит внутри ${outer}. Укажите одну из них.`,
  insideKnown: (inner, outer) =>
    `${inner} лежит внутри ${outer}, а эта папка уже в библиотеке. Отправляйте ${outer} или возьмите другую библиотеку: --data.`,
  containsKnown: (outer, inner) =>
    `В ${outer} лежит ${inner}, а эта папка уже в библиотеке. Отправляйте ${inner} или возьмите другую библиотеку: --data.`,
  limits: (path, where) => `Не читаются пределы в ${path} (${where}). Исправьте или удалите файл.`,
  advice: {
    data_in_use: 'Сначала завершите её (Ctrl+C там ничего не потеряет) или возьмите другую библиотеку: --data.',
    data_held_by_window: 'Или возьмите другую библиотеку: --data.',
    data_held_by_terminal: 'Или возьмите другую библиотеку: --data.',
    data_unwritable: 'Проверьте права на неё или возьмите другую папку: --data.',
    disk_full: 'Освободите место и запустите снова.',
  },
  demoFailed: (why) => `Демо-аккаунт не запускается: ${why}`,
};
