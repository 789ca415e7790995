// What to do about the account, in Russian.
import type { AccountTexts } from '../types.ts';

export const ruAccount: AccountTexts = {
  sign_in:
    'Войдите снова: login. Если аккаунт задан переменными, задайте новые OK_ACCESS_TOKEN и OK_SESSION_SECRET_KEY.',
  permission: (right) => `Получите токен с правом ${right || 'VALUABLE_ACCESS;PHOTO_CONTENT'}.`,
  rejected: 'Проверьте OK_APPLICATION_KEY и OK_SESSION_SECRET_KEY: сервис не принимает ключ или подпись.',
  not_ok_server: (address) => `Проверьте OK_API_URL: ${address} отвечает не как ОК.`,
  upload_host: (host) =>
    `Если вы доверяете ${host}: sync … --allow-host ${host} — на один запуск, hosts --allow ${host} — насовсем.`,
  other_account: {
    user: 'Войдите в аккаунт, которому принадлежат эти папки, или возьмите другую библиотеку: --data.',
    application:
      'Библиотека заполнялась через другое приложение, а там OK мог дать тому же человеку другой номер. Если это вы, добавьте --same-person: до отправки программа проверит это по альбомам на OK. Если нет, возьмите другую библиотеку: --data.',
    nothing_found:
      'Вы ответили, что это тот же человек, но в этом аккаунте нет ни одного альбома и ни одного фото из этой библиотеки. Библиотека осталась как была, ничего не отправлено. Войдите в аккаунт, где лежат её фото, или возьмите другую библиотеку: --data.',
  },
  unreachable: (address, seconds) =>
    `${address} не отвечает уже ${seconds} с. Проверьте OK_API_URL и сеть и запустите снова.`,
};
