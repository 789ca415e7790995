// Answers of `status`, `problems`, `why` and `journal`, in Russian.
import type { LibraryTexts } from '../types.ts';

export const ruLibrary: LibraryTexts = {
  noHosts: 'Разрешены только собственные узлы OK.',
  forgetLimits: (command) => `Забыть узнанное: ${command}`,
  none: (folder) => `В ${folder} библиотеки ещё нет. Она появится после sync; библиотека демо-аккаунта видна с --demo.`,
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
};
