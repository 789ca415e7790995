// Russian: deciding with one's own eyes: a copy before it is sent, a photo beside the album, new photos, one file explained. Texts only.
import { ruForms } from '../dictionary.ts';

/** Before and after of a copy. */
export const mend = {
  title: {
    shrink: ruForms(
      'Так будет выглядеть уменьшенное фото',
      'Так будут выглядеть уменьшенные фото',
      'Так будут выглядеть уменьшенные фото',
    ),
    convert: ruForms(
      'Так будет выглядеть фото в JPEG',
      'Так будут выглядеть фото в JPEG',
      'Так будут выглядеть фото в JPEG',
    ),
  },
  hint: ruForms(
    'Файл на диске не меняется. На OK уйдёт копия.',
    'Файлы на диске не меняются. На OK уйдут копии.',
    'Файлы на диске не меняются. На OK уйдут копии.',
  ),
  place: '{n} из {total}',
  previous: 'Предыдущее фото',
  following: 'Следующее фото',
  before: 'На диске',
  after: 'На OK',
  size: 'Размер',
  file: 'Файл',
  location: 'Место съёмки',
  taken: 'Дата съёмки',
  hasLocation: 'есть',
  noLocation: 'нет',
  locationRemoved: 'убрано',
  sameDate: 'та же',
  noDate: 'не указана',
  making: 'Готовится копия',
  noPicture: 'Картинку показать нельзя',
  always: 'Дальше делать так без вопроса',
  alwaysIn: ruForms('Для папки «{title}»', 'Для {n} папок', 'Для {n} папок'),
  send: {
    shrink: ruForms(
      'Уменьшить и отправить {n} фото',
      'Уменьшить и отправить {n} фото',
      'Уменьшить и отправить {n} фото',
    ),
    convert: ruForms('Отправить {n} фото как JPEG', 'Отправить {n} фото как JPEG', 'Отправить {n} фото как JPEG'),
  },
} as const;

/** A photo beside what lies in the album. */
export const unclear = {
  title: 'Есть ли это фото на OK?',
  hint: 'Слева ваш файл, справа то, что лежит в альбоме. Сравните и решите.',
  compare: ruForms('Сравнить {n} фото', 'Сравнить {n} фото', 'Сравнить {n} фото'),
  mine: 'Ваше фото',
  there: 'В альбоме на OK',
  looking: 'Программа смотрит в альбом',
  nothing: 'Похожих фото в альбоме не видно. Откройте альбом и проверьте сами.',
  failed: 'Спросить OK не удалось: {why}',
  added: 'добавлено {time}',
} as const;

/** New photos that wait until their person has looked. */
export const review = {
  bar: ruForms(
    '{n} фото ждёт, пока вы посмотрите',
    '{n} фото ждут, пока вы посмотрите',
    '{n} фото ждут, пока вы посмотрите',
  ),
  picked: ruForms('Выбрано {n} фото', 'Выбрано {n} фото', 'Выбрано {n} фото'),
  sendAll: ruForms('Отправить {n} фото', 'Отправить все {n}', 'Отправить все {n}'),
  leaveAll: ruForms('Не отправлять {n} фото', 'Не отправлять все {n}', 'Не отправлять все {n}'),
  sendPicked: ruForms('Отправить {n} фото', 'Отправить {n} фото', 'Отправить {n} фото'),
  leavePicked: ruForms('Не отправлять {n} фото', 'Не отправлять {n} фото', 'Не отправлять {n} фото'),
  pick: 'Выбрать {name}',
  unpick: 'Снять выбор',
  send: 'Отправить {name}',
  leave: 'Не отправлять {name}',
  keys: 'A: отправить, X: не отправлять, пробел: выбрать',
  sent: ruForms('{n} фото встало в очередь', '{n} фото встали в очередь', '{n} фото встали в очередь'),
  left: ruForms('{n} фото не будет отправлено', '{n} фото не будут отправлены', '{n} фото не будут отправлены'),
  leaveTitle: ruForms('Не отправлять {n} фото?', 'Не отправлять {n} фото?', 'Не отправлять {n} фото?'),
  leaveText: 'Файлы останутся на диске. Каждое можно отправить позже: они будут среди пропущенных.',
  keep: 'Посмотреть ещё',
  show: ruForms('Посмотреть {n} фото', 'Посмотреть {n} фото', 'Посмотреть {n} фото'),
} as const;

/** «What about this file?» */
export const explain = {
  open: 'Что с этим файлом',
  asking: 'Программа ищет этот файл',
  known: 'Где сейчас «{name}»',
  since: 'Так {time}',
  notWatched: 'Программа не следит за этим файлом',
  notWatchedWhy: 'Он не лежит ни в одной из ваших папок, и его не добавляли отдельно. Сам он не уйдёт.',
  ignored: 'Этот файл не берётся',
  ignoredWhy: 'Он подходит под образец «{pattern}», который программа пропускает.',
  notSeen: 'Программа ещё не видела этот файл',
  notSeenWhy: 'Он лежит в папке «{title}» и найдётся при следующем обходе.',
  failed: 'Узнать не удалось',
  sendIt: 'Отправить этот файл',
  addFolder: 'Добавить папку',
  toFolders: 'Показать папки',
  scan: 'Проверить папку сейчас',
  showAmong: 'Показать среди фото',
  other: 'Другой файл',
} as const;
