// The page on which the person decides what an application may do; routes.ts takes the decision.
import { escapeHtml, page } from '../pages/frame.ts';
import type { EmulatedService } from '../service.ts';
import type { AuthorizeRequest } from './request.ts';

const EXPLAINED: Record<string, string> = {
  VALUABLE_ACCESS: 'видеть профиль, альбомы и фото',
  PHOTO_CONTENT: 'создавать альбомы, загружать и изменять фото',
  LONG_ACCESS_TOKEN: 'оставаться подключённым 30 дней',
  GROUP_CONTENT: 'добавлять фото и записи в группы, которыми вы управляете',
};

const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;

/** @param rights what may be granted; the person may leave single ones out */
export function consentPage(asked: AuthorizeRequest, rights: string[], service: EmulatedService): string {
  const { firstName, lastName } = service.person;
  const boxes = rights.map(
    (right) =>
      `<label><input type="checkbox" name="right" value="${escapeHtml(right)}" checked>` +
      `<span>${EXPLAINED[right] ?? ''} <span class="soft">${escapeHtml(right)}</span></span></label>`,
  );
  const fields = [
    hidden('client_id', asked.clientId),
    hidden('scope', asked.scope.join(';')),
    hidden('response_type', asked.responseType),
    hidden('redirect_uri', asked.redirectUri),
    hidden('layout', asked.layout),
    ...(asked.state === null ? [] : [hidden('state', asked.state)]),
  ];
  const body =
    '<form class="card" method="post" action="/oauth/authorize">' +
    `<h1>Приложение просит доступ</h1><p class="soft">${escapeHtml(`${firstName} ${lastName}`)} · эмулятор OK</p>` +
    `<p>Приложение сможет:</p>${boxes.join('') || '<p class="soft">ничего, кроме входа</p>'}${fields.join('')}` +
    '<div class="row"><button class="main" name="decision" value="allow">Разрешить</button>' +
    '<button name="decision" value="deny">Отказать</button></div></form>';
  return page('Доступ приложения', body);
}

export const errorPage = (error: string): string =>
  page('Ошибка входа', `<div class="card"><h1>Войти не получилось</h1><p class="soft">${escapeHtml(error)}</p></div>`);

/** The service's empty page, on which a desktop program reads the address. */
export const blankPage = (): string => page('', '');
