// Russian: words used by more than one screen, and the frame of the window. Texts only.
import { ruForms } from '../dictionary.ts';

export const window = {
  nav: {
    label: 'Разделы',
    overview: 'Обзор',
    photos: 'Фото',
    folders: 'Папки',
    problems: 'Проблемы',
    settings: 'Настройки',
    need: ruForms('{n} ждёт решения', '{n} ждут решения', '{n} ждут решения'),
  },
  foot: {
    onOk: ruForms('{n} фото на OK', '{n} фото на OK', '{n} фото на OK'),
    none: 'Аккаунт не подключён',
    noneHint: 'Фото отправляются, когда подключён аккаунт. Папки и очередь каждого аккаунта сохраняются.',
    connect: 'Подключить аккаунт',
  },
  name: 'OK Photo Sync',
  addPhotos: 'Добавить фото',
  close: 'Закрыть',
  back: 'Назад',
  notNow: 'Не сейчас',
  show: 'Показать',
  actions: 'Действия',
  actionsOf: 'Действия с папкой «{name}»',
  loading: 'Загружается',
  more: ruForms('ещё {n}', 'ещё {n}', 'ещё {n}'),
  retry: 'Повторить',
  openOnOk: 'Открыть на OK',
  openAlbum: 'Открыть альбом',
  open: 'Открыть',
  failed: 'Не получилось: {why}',
  engineStopped: 'Часть программы, которая отправляет фото, остановилась и запускается снова. Очередь сохранена.',
  engineDying:
    'Часть программы, которая отправляет фото, останавливается снова и снова. Закройте программу совсем и откройте снова; если не поможет, обновите её. Фото и очередь в сохранности.',
  engineFailed: 'Отправка не запускается. {why}',
  aside: {
    damaged: 'Файл настроек был повреждён: действуют обычные настройки.',
    newer: 'Файл настроек записала более новая версия программы: действуют обычные настройки.',
    now: 'Папки и фото не затронуты. Подключите аккаунт снова, и отправка продолжится.',
    path: 'Прежний файл:',
    seen: 'Понятно',
  },
  restored: {
    damaged: 'Список отправленного был повреждён и восстановлен из копии: он такой, каким был {time}.',
    damagedAnew: 'Список отправленного был повреждён, а целой копии не нашлось: он начат заново.',
    older: 'Список отправленного пропал или был заменён старым: он такой, каким был {time}.',
    lost: 'Список отправленного пропал и начат заново.',
    now: 'Фото, которые уже могут быть на OK, сначала сравниваются с тем, что там есть.',
    aside: 'Повреждённый файл:',
    show: 'Показать файл',
    seen: 'Понятно',
  },
} as const;

export const count = {
  photos: ruForms('{n} фото', '{n} фото', '{n} фото'),
  files: ruForms('{n} файл', '{n} файла', '{n} файлов'),
  folders: ruForms('{n} папка', '{n} папки', '{n} папок'),
  albums: ruForms('{n} альбом', '{n} альбома', '{n} альбомов'),
  fromFolders: ruForms('из {n} папки', 'из {n} папок', 'из {n} папок'),
  attempts: ruForms('{n} попытка', '{n} попытки', '{n} попыток'),
} as const;

export const privacy = {
  sees: {
    public: 'видят все',
    friends: 'видят друзья',
    private: 'видите только вы',
    unknown: 'кто видит, задано на OK',
  },
  choice: { public: 'Видят все', friends: 'Видят друзья', private: 'Только вы' },
  label: 'Кто увидит',
} as const;

export const seen = {
  now: {
    public: 'Сейчас альбом видят все.',
    friends: 'Сейчас альбом видят друзья.',
    private: 'Сейчас альбом видите только вы.',
    unknown: 'Кто видит альбом, OK не говорит.',
  },
  asked: {
    public: 'Вы выбрали: видят все.',
    friends: 'Вы выбрали: видят друзья.',
    private: 'Вы выбрали: только вы.',
  },
  notCorrected: 'Исправить не получилось, OK оставил всё как было.',
} as const;

export const album = {
  personal: 'Личные фото',
  personalInside: 'личные фото',
  quoted: 'альбом «{title}»',
  perSubfolder: ruForms('Альбом на каждую папку, {n}', 'Альбом на каждую папку, {n}', 'Альбом на каждую папку, {n}'),
  label: 'Куда',
  choosePersonal: 'Личные фото',
  chooseNew: 'Новый альбом: {title}',
  chooseOther: 'Новый альбом',
  choosePerSubfolder: 'Новый альбом на каждую папку',
  known: 'Альбомы на OK',
  createdOn: '{words}, создан {day}',
  andNumber: '{words}, номер на OK кончается на {number}',
  newTitle: 'Название альбома',
  titleTaken: 'Выберите: в этот альбом или в ещё один',
  taken: 'Альбом «{title}» уже есть: {about}.',
  takenSeveral: ruForms(
    'С таким названием уже есть {n} альбом:',
    'С таким названием уже есть {n} альбома:',
    'С таким названием уже есть {n} альбомов:',
  ),
  takenHere: 'Альбом с таким названием создаст папка «{name}».',
  takenWider: 'Его видит больше людей, чем вы выбрали.',
  useIt: 'Отправлять в него',
  sameAlbum: 'В тот же альбом',
  sameAs: 'вместе с папкой «{name}»',
  another: 'Сделать ещё один',
  willBeAnother: 'Будет ещё один альбом с таким названием.',
  titlesTaken: ruForms(
    '{n} из этих альбомов уже есть: {titles}.',
    '{n} из этих альбомов уже есть: {titles}.',
    '{n} из этих альбомов уже есть: {titles}.',
  ),
  titlesWider: 'Некоторые видит больше людей, чем вы выбрали: о них программа спросит.',
  useThem: 'Отправлять в них',
  others: 'Сделать новые',
  willUseThem: 'Альбомы, которые уже есть, получат эти фото.',
  willBeOthers: 'Будут новые альбомы с теми же названиями.',
  titleMissing: 'Дайте альбому название',
  titleTooLong: 'Не длиннее {n} знаков',
} as const;

export const time = {
  lessThanMinute: 'меньше минуты',
  aboutMinutes: ruForms('около {n} минуты', 'около {n} минут', 'около {n} минут'),
  aboutHours: ruForms('около {n} часа', 'около {n} часов', 'около {n} часов'),
  aboutDays: ruForms('около {n} дня', 'около {n} дней', 'около {n} дней'),
  seconds: ruForms('{n} секунду', '{n} секунды', '{n} секунд'),
  minutes: ruForms('{n} минуту', '{n} минуты', '{n} минут'),
  everyMinutes: ruForms('каждую минуту', 'каждые {n} минуты', 'каждые {n} минут'),
  today: 'сегодня',
  yesterday: 'вчера',
  todayAt: 'сегодня в {time}',
  yesterdayAt: 'вчера в {time}',
  at: 'в {time}',
  dayAt: '{day} в {time}',
  perSecond: '{bytes}/с',
  amountOf: '{done} из {total}',
} as const;
