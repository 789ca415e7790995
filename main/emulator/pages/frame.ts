// The frame of every page of the emulator: one style, both themes, no scripts, everything escaped.

/** Text made safe for HTML text and attributes. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

const STYLE = `
:root { color-scheme: light dark; --ground: #fbfaf8; --text: #23211e; --soft: #77726a; --line: #e4e0d9; --card: #fff; --accent: #b8570f; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #191817; --text: #ece9e4; --soft: #9d978d; --line: #34312d; --card: #221f1d; --accent: #f09a52; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 40px 24px 64px; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 16px; padding-bottom: 20px; border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 24px; font-weight: 600; letter-spacing: -0.01em; }
h2 { margin: 36px 0 12px; font-size: 17px; font-weight: 600; }
h2 a { color: inherit; text-decoration: none; }
h2 a:hover { color: var(--accent); }
p { margin: 8px 0; }
a { color: var(--accent); }
.soft { color: var(--soft); font-size: 14px; font-weight: 400; }
.grid { padding-top: 4px; display: grid; grid-template-columns: repeat(auto-fill, minmax(148px, 1fr)); gap: 12px; margin: 0; padding-left: 0; list-style: none; }
header + .grid, p + .grid { margin-top: 28px; }
.grid a { display: block; aspect-ratio: 1; overflow: hidden; border-radius: 8px; background: var(--line); }
.grid img { display: block; width: 100%; height: 100%; object-fit: cover; }
.grid p { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; margin: 6px 2px 0; font-size: 13px; }
.empty { padding: 48px 0; color: var(--soft); }
.card { max-width: 460px; margin: 48px auto 0; padding: 28px; border: 1px solid var(--line); border-radius: 14px; background: var(--card); }
.card h1 { font-size: 20px; margin-bottom: 8px; }
label { display: flex; gap: 10px; padding: 8px 0; }
label .soft { display: block; }
input[type='checkbox'] { flex: none; width: 18px; height: 18px; margin-top: 3px; accent-color: var(--accent); }
.row { display: flex; gap: 12px; margin-top: 20px; }
button { flex: 1; min-height: 42px; padding: 8px 16px; border: 1px solid var(--line); border-radius: 10px; background: none; color: inherit; font: inherit; cursor: pointer; }
button.main { border-color: var(--accent); background: var(--accent); color: var(--ground); font-weight: 600; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 20px 0; font-size: 14px; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.large { display: block; max-width: 100%; max-height: 70vh; margin: 24px 0; border-radius: 8px; }
nav { display: flex; gap: 16px; margin-top: 28px; }
`;

/** No scripts, no foreign sources. Forms may end anywhere: the consent form leads to the application's address. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

export const PAGE_HEADERS = {
  'content-type': 'text/html;charset=utf-8',
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  vary: 'accept-language',
};

/** @param body HTML that is already escaped where it must be */
export const page = (title: string, body: string, language: 'ru' | 'en' = 'ru'): string =>
  `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>` +
  '<meta name="viewport" content="width=device-width, initial-scale=1">' +
  `<link rel="icon" href="/avatar.svg"><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
