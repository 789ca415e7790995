// What only the terminal says, in Russian. Texts only.
import { ruDecide } from '../decide-words.ts';
import { ruHelp } from '../help-words.ts';
import type { Words } from '../en/words.ts';

export const ruWords: Words = {
  help: ruHelp,
  decide: ruDecide,
  usage: {
    oneAlbum: 'Можно указать только что-то одно из --album, --album-per-folder и --no-album.',
    albumId: 'Нужен номер альбома, как в адресе его страницы в ОК.',
    noSuchAlbum: (id) => `Альбома с номером ${id} в ОК нет, или список альбомов сейчас недоступен.`,
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
    oldNode: (oldest, present) => `Нужен Node ${oldest} или новее, а это ${present}.`,
    missingVariables: (names) =>
      `Не заданы: ${names.join(', ').replaceAll(' / ', ' или ')}. Задайте их или возьмите демо-аккаунт: --demo.`,
    badAddress: (address) => `OK_API_URL должен быть https, а http — только на этом компьютере: ${address}`,
    twice: (folder) => `Эта папка указана дважды: ${folder}.`,
    inside: (inner, outer) => `${inner} лежит внутри ${outer}. Укажите одну из них.`,
    insideKnown: (inner, outer) =>
      `${inner} лежит внутри ${outer}, а эта папка уже в библиотеке. Отправляйте ${outer} или возьмите другую библиотеку: --data.`,
    containsKnown: (outer, inner) =>
      `В ${outer} лежит ${inner}, а эта папка уже в библиотеке. Отправляйте ${inner} или возьмите другую библиотеку: --data.`,
    limits: (path, where) => `Не читаются пределы в ${path} (${where}). Исправьте или удалите файл.`,
    advice: {
      data_in_use: 'Сначала завершите её (Ctrl+C там ничего не потеряет) или возьмите другую библиотеку: --data.',
      data_unwritable: 'Проверьте права на неё или возьмите другую папку: --data.',
      disk_full: 'Освободите место и запустите снова.',
    },
    demoFailed: (why) => `Демо-аккаунт не запускается: ${why}`,
  },
  account: {
    sign_in: 'Получите новый токен и задайте OK_ACCESS_TOKEN и OK_SESSION_SECRET_KEY.',
    permission: (right) => `Получите токен с правом ${right || 'VALUABLE_ACCESS;PHOTO_CONTENT'}.`,
    rejected: 'Проверьте OK_APPLICATION_KEY и OK_SESSION_SECRET_KEY: сервис не принимает ключ или подпись.',
    not_ok_server: (address) => `Проверьте OK_API_URL: ${address} отвечает не как ОК.`,
    other_account: 'Войдите в аккаунт, которому принадлежат эти папки, или возьмите другую библиотеку: --data.',
    unreachable: (address, seconds) =>
      `${address} не отвечает уже ${seconds} с. Проверьте OK_API_URL и сеть и запустите снова.`,
  },
  state: {
    done: 'готово',
    held: 'ждёт решения',
    failed: 'не удалось',
    skipped: 'пропущено',
    duplicate: 'повтор',
    waiting: 'в очереди',
    unopened: 'не просмотрено',
  },
  run: {
    demoPage: (address) => `Демо-аккаунт можно посмотреть здесь: ${address}`,
    folderAway: (path) => `Папки сейчас нет на месте: ${path}. Подключите её диск и запустите sync снова.`,
    folderUnreadable: (path) => `Папка не открывается: ${path}. Проверьте права на неё и запустите sync снова.`,
    folderFailed: (path, why) => `Папку не удалось просмотреть до конца: ${path} (${why}). Запустите sync снова.`,
    kept: (path, target) => `Теперь ${path} идёт в: ${target}; что уже отправлено, остаётся где было.`,
    used: (title, about) => `Альбом «${title}» уже есть (${about}): фотографии пойдут в него.`,
    ruled: (path, rules) =>
      `${path}: ${[
        rules.removeGps
          ? 'место съёмки убирается из фотографий (--place)'
          : 'место съёмки остаётся в фотографиях (--place)',
        ...(rules.convert ? ['другие форматы идут как JPEG'] : []),
        ...(rules.shrink ? ['слишком большие идут уменьшенными'] : []),
        ...(rules.versions === 'edited' ? ['вместо оригинала идёт его изменённая версия (--versions)'] : []),
        ...(rules.unnamed === 'send' ? ['картинки в файлах, названных не как фото, тоже идут (--unnamed)'] : []),
        ...(rules.unnamed === 'leave_out'
          ? ['картинки в файлах, названных не как фото, пропускаются (--unnamed)']
          : []),
      ].join('; ')}.`,
    watching: 'Новое тоже будет отправляться, до Ctrl+C.',
    interrupted: 'Прервано. Всё сохранено; та же команда продолжит отсюда.',
    stopping: 'Останавливаюсь. Ещё раз Ctrl+C — выйти сразу.',
    paused: 'Отправка в этой библиотеке на паузе. Следующий sync продолжит.',
    lanes: (busy, all) => `дорожки ${busy}/${all}`,
    left: (time) => `осталось ${time}`,
    hidden: (more, command) => `… и ещё ${more}, смотрите: ${command}`,
    summary: (s) =>
      [
        `готово ${s.done}`,
        `ждут решения ${s.held}`,
        `пропущено ${s.skipped}`,
        `повторов ${s.duplicate}`,
        `не удалось ${s.failed}`,
        ...(s.waiting > 0 ? [`в очереди ${s.waiting}`] : []),
        ...((s.unopened ?? 0) > 0 ? [`не просмотрено ${s.unopened}`] : []),
      ].join(', '),
    sent: (bytes, seconds) => `Отправлено ${bytes} за ${seconds}`,
    heading: 'Ждут решения или не удались:',
    unopenedHeading: 'Не удалось просмотреть, там могут быть фото:',
  },
  library: {
    none: (folder) =>
      `В ${folder} библиотеки ещё нет. Она появится после sync; библиотека демо-аккаунта видна с --demo.`,
    title: (folder) => `Библиотека: ${folder}`,
    running: 'Сейчас с ней работает программа.',
    idle: 'Сейчас с ней никто не работает.',
    noFolders: 'Папок ещё не было.',
    noProblems: 'Решать нечего.',
    arrow: (path, target) => `${path} → ${target}`,
    paused: 'не участвует в последней отправке; назовите её в следующем sync',
    onTimer: (minutes) => `обходится раз в ${minutes} мин: об изменениях там не сообщается`,
    unopened: (n) => `не удалось просмотреть мест: ${n}`,
    remedy: (line) => `у системы не осталось наблюдателей; добавить: ${line}`,
    unknownFile: (path) => `${path} не лежит ни в одной из отправляемых папок.`,
    isFolder: (path, command) => `${path} — это папка, назовите файл в ней. О папках: ${command}`,
    older: (folder) => `Библиотека в ${folder} от прежней версии программы. Запустите sync: он возьмёт её в работу.`,
    unreadable: (folder) =>
      `Библиотеку в ${folder} не прочесть: она повреждена, от более новой программы или не ваша. Запустите sync: он исправит или скажет больше.`,
    ignored: (pattern) => `Пропускается по шаблону «${pattern}».`,
    notSeen: (folder) => `Лежит в папке «${folder}», но ещё не замечен.`,
    nextAttempt: (time) => `Следующая попытка ${time}.`,
    copies: 'Та же фотография лежит и здесь:',
  },
  demo: {
    making: 'Рисую фотографии для примера …',
    photo: 'Фотография',
    state: 'Состояние',
    reason: 'Причина',
    proof: 'Доказательство по книге самого сервиса',
    arrived: (n) => `Нужно было отправить фотографий: ${n}, каждая пришла один раз, байт в байт.`,
    missing: (path) => `не пришла: ${path}`,
    twice: (path, times) => `пришла ${times} раз: ${path}`,
    foreign: (sha256) => `этой никто не посылал: ${sha256}`,
    keep: 'Сервис остаётся, чтобы его можно было посмотреть. Ctrl+C закончит.',
  },
};
