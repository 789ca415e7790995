// Russian: the page that the person’s browser ends on after signing in. Texts only.

/** The page in the person's browser, after the service has sent it back. */
export const signInPage = {
  title: 'Вход в OK Photo Sync',
  working: 'Передаём вход программе',
  done: 'Готово: вы вошли',
  doneText: 'Вернитесь в OK Photo Sync. Эту страницу можно закрыть.',
  refused: 'Вы не дали доступ',
  refusedText: 'Программа ничего не получила. Эту страницу можно закрыть.',
  failed: 'Вход не передан',
  failedText: 'Эта страница от другой попытки, или программа уже не ждёт. Начните вход снова в OK Photo Sync.',
  empty: 'Здесь ничего нет',
  emptyText: 'Эта страница нужна только для входа. Начните его в OK Photo Sync.',
} as const;
