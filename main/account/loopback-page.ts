// The page that the person's browser returns to, as texts: it hands the answer to the program and shows the result.
import type { Language } from '../../shared/locales/languages.ts';
import type { Translate } from '../../shared/locales/translate.ts';

/** What the page shows at the end; the server answers with one of these words. */
export const handOverResults = ['done', 'refused', 'failed'] as const;
export type HandOverResult = (typeof handOverResults)[number];

/** No frame, no form, no foreign source. Script and style are the two texts below. */
export const signInPagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `base`: the page's own path without a slash at its end; script and style are below it. */
export function signInPageHtml(base: string, language: Language, t: Translate): string {
  const part = (id: HandOverResult | 'empty'): string =>
    `<section id="${id}" hidden><h1>${escaped(t(`signInPage.${id}`))}</h1>` +
    `<p>${escaped(t(`signInPage.${id}Text`))}</p></section>`;
  return (
    `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8">` +
    `<title>${escaped(t('signInPage.title'))}</title>` +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">' +
    `<link rel="stylesheet" href="${base}/page.css"><script src="${base}/hand-over.js" defer></script></head>` +
    `<body><main aria-live="polite"><section id="working"><h1>${escaped(t('signInPage.working'))}</h1></section>` +
    `${[...handOverResults, 'empty' as const].map(part).join('')}</main></body></html>`
  );
}

/** The answer is in the fragment of the address, which no server sees: the script removes it there, then posts it. */
export const handOverScript = `'use strict';
const answer = (location.hash.length > 1 ? location.hash : location.search).slice(1);
history.replaceState(null, '', location.pathname);
const show = (id) => {
  for (const section of document.querySelectorAll('section')) section.hidden = section.id !== id;
};
if (answer === '') show('empty');
else {
  fetch(location.pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: answer,
    cache: 'no-store',
    credentials: 'omit',
  })
    .then((response) => response.text())
    .then((result) => show(${JSON.stringify(handOverResults)}.includes(result) ? result : 'failed'))
    .catch(() => show('failed'));
}
`;

export const signInPageStyle = `:root { color-scheme: light dark; --ground: #fbfaf8; --text: #23211e; --soft: #6b665e; }
@media (prefers-color-scheme: dark) { :root { --ground: #191817; --text: #ece9e4; --soft: #a7a197; } }
body {
  margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif;
}
main { max-width: 480px; padding: 24px; text-align: center; }
h1 { margin: 0 0 8px; font-size: 22px; font-weight: 600; }
p { margin: 0; color: var(--soft); }
`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
