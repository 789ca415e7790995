// Signing in and out in the terminal, in Russian.
import type { LoginTexts } from '../login-texts.ts';

const appKeys = 'docs/register-an-ok-application.md';

export const ruLogin: LoginTexts = {
  otherService:
    'Войти можно только в ОК. OK_API_URL указывает на другой сервис: уберите его или задайте OK_ACCESS_TOKEN.',
  noApplication: `Чтобы войти, нужно приложение ОК: --application-id и --public-key (или OK_APPLICATION_ID и OK_APPLICATION_KEY). Как его получить: ${appKeys}.`,
  noKey: `К токену нужен открытый ключ приложения, которому он выдан: --public-key или OK_APPLICATION_KEY. Подробнее: ${appKeys}.`,
  wrong: {
    id: (variable) => `Номер приложения — это число (--application-id, ${variable}).`,
    publicKey: (variable) =>
      `Открытый ключ приложения — 8–64 латинские буквы и цифры без пробелов (--public-key, ${variable}).`,
    redirect: (variable) =>
      `Адрес возврата должен вести на этот компьютер, с портом: http://localhost:43117/ok-photo-sync (--redirect, ${variable}).`,
  },
  noKeychain: (filePath) =>
    `Здесь нет хранилища паролей, или оно закрыто, и вход негде сохранить. Откройте его или повторите с --keep-in-file: вход будет лежать в ${filePath}, прочесть его сможет только ваш пользователь.`,
  notKept: (filePath) => `Вход получен, но сохранить его не удалось. Проверьте место и права: ${filePath}.`,
  noInput: 'Токена нет: вставьте его, когда программа спросит, или передайте в stdin.',
  askToken: 'Токен или весь адрес страницы, на которой остановился браузер (на экране не виден):',
  askSecret: 'Секретный ключ сессии (с полным адресом не нужен, просто Enter):',
  open: (address) => `Войдите на этой странице ОК; если она не открылась сама, откройте её в браузере:\n${address}`,
  signedIn: (name, userId, where) => `Вход выполнен: ${name} (${userId}). ${where}`,
  account: (name, userId, where) => `${name} (${userId}). ${where}`,
  where: {
    keychain: () => 'Вход хранится в хранилище паролей системы.',
    file: (filePath) => `Вход хранится в ${filePath}.`,
    environment: () => 'Аккаунт задан переменными окружения.',
  },
  rightsMissing: (rights) =>
    `Нет прав: ${rights.join(', ')}. Без них фото не отправить. Войдите снова и разрешите доступ; если ОК их не предлагает, их должна выдать приложению поддержка ОК.`,
  rightsUnknown: 'Какие права есть у программы, ОК не сказал.',
  environmentWins: 'Пока заданы OK_ACCESS_TOKEN и ключи, используется аккаунт из них, а не этот вход.',
  failed: {
    way_not_possible: () =>
      'С этим адресом возврата ответ до программы не дойдёт. Укажите адрес этого компьютера (--redirect) или войдите с --token.',
    port_in_use: (port) =>
      `Порт ${port} на этом компьютере занят другой программой. Закройте её или войдите с --token.`,
    wrong_key: () => 'Открытый ключ не подходит к этому приложению. Проверьте --public-key.',
    wrong_state: () => 'Этот ответ не от этого входа, он отброшен. Начните снова.',
    other_service: () => 'Это токен ВКонтакте. Нужен токен ОК.',
  },
  notSignedIn: {
    nobody: () => 'Вход не выполнен. Войдите: login. Или возьмите демо-аккаунт: --demo.',
    missing: (names) =>
      `Не заданы: ${names.replaceAll(' / ', ' или ')}. Задайте их, уберите остальные и войдите командой login или возьмите демо-аккаунт: --demo.`,
    bad_address: (address) => `OK_API_URL должен быть https, а http — только на этом компьютере: ${address}`,
    unreadable: (filePath) =>
      filePath === ''
        ? 'Сохранённый вход не прочесть: он повреждён. Войдите снова: login.'
        : `Сохранённый вход не прочесть: ${filePath} повреждён, или не хватает его ключа. Войдите снова: login.`,
    other_service: (address) => `Вход сохранён для ${address}, а OK_API_URL указывает на другой сервис.`,
  },
  nothingKept: 'Вход и не был сохранён.',
  signedOut: 'Вы вышли: программа забыла вход. Фото и библиотека на месте.',
  takeBack: (page) => `Право программы в ОК осталось. Забрать его: ${page}, или logout --take-rights-back.`,
  notTakenBack: (page) => `ОК не подтвердил, что право забрано. Заберите его сами: ${page}`,
};
