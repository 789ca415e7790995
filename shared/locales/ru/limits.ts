// What OK takes, and how surely that is known.

export const limits = {
  title: 'Что принимает OK',
  maxBytes: 'Размер файла: до {bytes}',
  maxSide: 'Длинная сторона в точках: до {pixels}',
  minSide: 'Короткая сторона в точках: от {pixels}',
  formats: 'Форматы: {formats}',
  assumed: 'предположение',
  learned: 'узнано от OK: {date}',
  by_hand: 'задано в limits.json',
  off: 'В limits.json задано ничего не проверять заранее: решает OK.',
  sentence:
    'OK, насколько известно, принимает файлы до {bytes}, длинная сторона в точках до {pixels}, форматы {formats}.',
  someAssumed: 'Своих чисел OK не публикует, поэтому это предположение.',
  someLearned: 'По ответам OK уточнено: {date}.',
  someByHand: 'Часть задана в limits.json.',
  hint: 'Чего OK не принял или принял сверх этого, запоминается. Забыть можно в любой момент, фото проверятся заново.',
  forget: 'Забыть узнанное',
  forgotten: 'Узнанное забыто, фото проверяются заново',
} as const;
