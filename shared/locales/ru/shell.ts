// Russian: tray, menus, notifications, and the text of every error code. Texts only; main and the terminal use them too.
import { ruForms } from '../dictionary.ts';

export const tray = {
  tooltip: 'OK Photo Sync: {status}',
  open: 'Открыть OK Photo Sync',
  addPhotos: 'Добавить фото…',
  recent: 'Недавние',
  recentNone: 'Пока ничего не отправлено',
  pause: 'Пауза',
  resume: 'Продолжить',
  retryNow: 'Повторить сейчас',
  sendAnyway: 'Отправить всё равно, {bytes}',
  settings: 'Настройки',
  quit: 'Выйти',
  left: ruForms('Осталось {n} фото, {bytes}', 'Осталось {n} фото, {bytes}', 'Осталось {n} фото, {bytes}'),
  bytesTime: '{bytes}, ещё {time}',
  state: { ready: 'Всё на OK', sending: 'Отправляет', waiting: 'Ждёт', offline: 'Нет сети', needs_you: 'Нужны вы' },
} as const;

export const menu = {
  file: 'Файл',
  addPhotos: 'Добавить фото…',
  addFolder: 'Добавить папку…',
  edit: 'Правка',
  undo: 'Отменить ввод',
  redo: 'Вернуть ввод',
  cut: 'Вырезать',
  copy: 'Копировать',
  paste: 'Вставить',
  selectAll: 'Выделить всё',
  view: 'Вид',
  zoomIn: 'Крупнее',
  zoomOut: 'Мельче',
  zoomReset: 'Обычный размер',
  fullScreen: 'Во весь экран',
  reload: 'Перезагрузить окно',
  window: 'Окно',
  minimize: 'Свернуть',
  hide: 'Скрыть',
  hideOthers: 'Скрыть остальные',
  showAll: 'Показать все',
  help: 'Справка',
  about: 'О программе OK Photo Sync',
  settings: 'Настройки…',
  quit: 'Выйти',
} as const;

export const notification = {
  allDone: 'Всё на OK',
  allDoneText: ruForms('Отправлено {n} фото', 'Отправлено {n} фото', 'Отправлено {n} фото'),
  needsYou: ruForms('{n} фото ждёт вашего решения', '{n} фото ждут вашего решения', '{n} фото ждут вашего решения'),
  signIn: 'Вход на OK истёк',
  signInText: 'Фото ждут. Войдите снова, и отправка продолжится.',
  driveOff: 'Папка «{title}» недоступна',
  driveOffText: 'Ничего не удалено. Подключите диск, и отправка продолжится.',
  hidden: 'OK Photo Sync продолжает отправку',
  hiddenText: 'Окно спрятано. Открыть его или выйти можно через значок.',
  settingsReset: 'Настройки были повреждены и сброшены',
  settingsResetText: 'Прежний файл отложен рядом. Папки и фото не затронуты.',
  update: 'Готова версия {version}',
  updateText: 'Она встанет на место прежней, когда программа закроется.',
} as const;

export const dialogs = {
  pickFolder: 'Какую папку отправлять',
  pickFolderButton: 'Выбрать папку',
  pickPhotos: 'Какие фото отправить',
  pickPhotosButton: 'Выбрать',
  photosType: 'Фото',
  allFiles: 'Все файлы',
} as const;

/** What happened and what to do, by code of shared/errors.ts. `{subject}` is a path, a name or a field. */
export const error = {
  bad_input: 'Программа получила непонятный запрос ({subject}).',
  unknown_call: 'Окно и программа разных версий. Перезапустите программу.',
  not_allowed: 'Это действие не разрешено.',
  engine_not_running: 'Отправка сейчас перезапускается. Повторите через несколько секунд.',
  no_such_folder: 'Папки нет: {subject}.',
  not_a_folder: 'Это файл, а нужна папка: {subject}.',
  folder_unreadable: 'Папка не открывается: {subject}. Проверьте права.',
  folder_already_added: 'Эта папка уже добавлена: {subject}.',
  folder_inside_another: 'Эта папка лежит внутри уже добавленной: {subject}.',
  folder_contains_another: 'Внутри этой папки уже есть добавленная: {subject}.',
  nothing_found: 'Фото не найдены.',
  no_such_item: 'Этого больше нет в списке.',
  no_account: 'Сначала подключите аккаунт.',
  sign_in_needed: 'Вход на OK истёк. Войдите снова.',
  permission_missing: 'OK не дал нужного права: {subject}.',
  not_an_ok_server: 'По этому адресу отвечает не OK.',
  address_not_allowed: 'Такой адрес не разрешён: {subject}.',
  offline: 'Нет сети.',
  service_refused: 'OK ответил отказом ({subject}).',
  cannot_mend: 'Не удалось сделать копию этого фото: {subject}',
  album_gone: 'Этого альбома больше нет на OK.',
  keychain_missing: 'В системе нет хранилища паролей.',
  data_in_use: 'Библиотеку уже открыла другая программа: {subject}.',
  data_newer: 'Библиотека записана более новой программой. Обновите программу.',
  data_damaged: 'Библиотека повреждена: {subject}.',
  data_unwritable: 'В папку библиотеки нельзя записать: {subject}.',
  disk_full: 'На диске нет места.',
  internal: 'Ошибка в программе. Подробности в журнале.',
} as const;

/** Short words for why an attempt failed, inside a sentence. */
export const failure = {
  offline: 'нет сети',
  network: 'сеть не ответила',
  timeout: 'слишком долго без ответа',
  throttled: 'OK просит подождать',
  server: 'OK временно не отвечает',
  other: 'ошибка {word}',
} as const;
