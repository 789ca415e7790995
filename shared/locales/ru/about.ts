// Russian: the «About» dialog, and what the clipboard brings and takes. Texts only.

export const about = {
  title: 'О программе',
  lead: 'Держит ваши папки с фотографиями в Одноклассниках. Сделана не самими Одноклассниками.',
  version: 'Версия',
  parts: 'Части',
  system: 'Система',
  library: 'Библиотека',
  update: 'Обновления',
  updateState: {
    off: 'Эта сборка не обновляется сама',
    current: 'Новее ничего нет',
    there: 'Вышла версия {version}, установите её пакет',
    fetching: 'Загружается версия {version}',
    ready: 'Версия {version} встанет на место, когда программа закроется',
  },
  licences: 'Лицензии частей',
} as const;

export const clipboard = {
  copyLink: 'Скопировать ссылку',
  linkCopied: 'Ссылка скопирована',
} as const;
