// The sign-in of the service: authorize page, decision, token end point, blank page.
import type { FastifyInstance } from 'fastify';
import { serveExchange, type Done } from '../http/exchange.ts';
import { PAGE_HEADERS } from '../pages/frame.ts';
import type { EmulatedService } from '../service.ts';
import { blankPage, consentPage, errorPage } from './consent-page.ts';
import { granted, refusedAddress } from './grant.ts';
import { grantable, readAuthorizeRequest, type Asked } from './request.ts';
import { tokenAnswer } from './token.ts';

const LONGEST_FORM_BYTES = 65_536;

const queryOf = (url: string): URLSearchParams =>
  new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');

const html = (text: string, status = 200): Done['answer'] => ({ status, headers: PAGE_HEADERS, body: text });

const sendTo = (address: string): Done['answer'] => ({
  status: 302,
  headers: { location: address, 'cache-control': 'no-store', 'content-length': '0' },
  body: '',
});

export function addOAuthRoutes(server: FastifyInstance, service: EmulatedService): void {
  server.get('/oauth/authorize', (request, reply) =>
    serveExchange(service, request, reply, {
      method: 'oauth.authorize',
      work: async () => shown(readAuthorizeRequest(queryOf(request.url), service), service),
    }),
  );
  server.post('/oauth/authorize', (request, reply) =>
    serveExchange(service, request, reply, {
      method: 'oauth.authorize',
      work: async ({ body }) => decided(new URLSearchParams(await body.text(LONGEST_FORM_BYTES)), service),
    }),
  );
  server.post('/oauth/token.do', (request, reply) =>
    serveExchange(service, request, reply, {
      method: 'oauth.token',
      work: async ({ body }) => {
        const given = queryOf(request.url);
        for (const [name, value] of new URLSearchParams(await body.text(LONGEST_FORM_BYTES))) given.set(name, value);
        const result = tokenAnswer(given, service);
        const failed = 'error' in result;
        const headers = { 'content-type': 'application/json;charset=utf-8', 'cache-control': 'no-store' };
        return {
          answer:
            failed && service.switches.oauthErrors !== 'redirect'
              ? errorHtml(result.error, service)
              : { status: 200, headers, body: JSON.stringify(result) },
          outcome: failed ? `error ${result.error}` : 'ok',
          worked: !failed,
        };
      },
    }),
  );
  server.get('/blank.html', async (_request, reply) => reply.headers(PAGE_HEADERS).send(blankPage()));
}

const errorHtml = (error: string, service: EmulatedService): Done['answer'] =>
  html(errorPage(error), service.switches.oauthErrors === 'html-400' ? 400 : 200);

/**
 * Errors go back to the application where its address can be trusted, unless the switch says that they come as a page.
 */
function failed(asked: Exclude<Asked, { scope: string[] }>, service: EmulatedService): Done {
  const error = 'wrong' in asked ? asked.wrong : asked.error;
  const back = 'error' in asked && service.switches.oauthErrors === 'redirect';
  return {
    answer: back ? sendTo(refusedAddress(asked, error)) : errorHtml(error, service),
    outcome: `error ${error}`,
    worked: false,
  };
}

function shown(asked: Asked, service: EmulatedService): Done {
  if (!('scope' in asked)) return failed(asked, service);
  const rights = grantable(asked.scope, service);
  const known = service.switches.rememberConsent && service.consented.size > 0;
  if (known && rights.every((right) => service.consented.has(right))) {
    return { answer: sendTo(granted(asked, rights, service)), outcome: 'ok', worked: true };
  }
  return { answer: html(consentPage(asked, rights, service)), outcome: 'ok', worked: false };
}

function decided(form: URLSearchParams, service: EmulatedService): Done {
  const asked = readAuthorizeRequest(form, service);
  if (!('scope' in asked)) return failed(asked, service);
  if (form.get('decision') !== 'allow') {
    return { answer: sendTo(refusedAddress(asked, 'access_denied')), outcome: 'error access_denied', worked: false };
  }
  const rights = grantable(asked.scope, service).filter((right) => form.getAll('right').includes(right));
  return { answer: sendTo(granted(asked, rights, service)), outcome: 'ok', worked: true };
}
