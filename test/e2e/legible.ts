// Checks whether a window can be read: axe in both themes, no cut-off word in Russian or in a pseudo-language a third
// longer.
import AxeBuilder from '@axe-core/playwright';
import type { LaunchedApp } from './launch.ts';
import type { Page } from '@playwright/test';
import { ask } from './person.ts';

const width = 1024;
const height = 700;

/** The smallest window in which nothing may be cut off. */
export async function makeSmall({ app, page }: LaunchedApp): Promise<void> {
  await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [
    width,
    height,
  ] as const);
  await page.waitForFunction((wanted) => innerWidth === wanted, width);
}

/**
 * Looks at the state that the window is in now, and adds what is wrong with it to `faults`. Leaves the window in
 * Russian.
 */
export async function checkLegible(page: Page, name: string, faults: string[]): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await ask(page, 'settings.change', { theme });
    await page.locator(`html[data-theme=${theme}]`).waitFor({ state: 'attached' });
    await atRest(page);
    for (const one of await seriousFaults(page)) faults.push(`${name}, ${theme}: ${one}`);
  }
  for (const one of await cutOff(page, { isOurs: true })) faults.push(`${name}: ${one}`);
  await speak(page, 'en');
  await lengthen(page);
  for (const one of await cutOff(page, { isOurs: false })) faults.push(`${name}, a third longer: ${one}`);
  await shorten(page);
  await speak(page, 'ru');
}

async function speak(page: Page, language: 'ru' | 'en'): Promise<void> {
  await ask(page, 'settings.change', { language });
  await page.locator(`html[lang=${language}]`).waitFor({ state: 'attached' });
}

/** Colours glide to the other theme, and a glide has no contrast of its own. */
function atRest(page: Page): Promise<unknown> {
  return page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((one) => one.effect?.getTiming().iterations !== Infinity)
        .map((one) => one.finished.catch(() => undefined)),
    ),
  );
}

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    // They hand the focus on and never keep it.
    .exclude('[data-base-ui-focus-guard]')
    // What is fading away has no contrast of its own.
    .exclude('[data-ending-style]')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`),
    );
}

/**
 * Every text on screen in accents and a third longer, as a language nobody speaks; names and numbers too. Taken back
 * by `shorten`.
 */
function lengthen(page: Page): Promise<void> {
  return page.evaluate(() => {
    const kept: [Text, string][] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.nodeValue ?? '';
      // Numbers grow in no language.
      if (!/\p{L}{2}/u.test(text) || node.parentElement?.closest('script, style, .unseen') !== null) continue;
      kept.push([node as Text, text]);
      node.nodeValue = `${text}${'~'.repeat(Math.ceil(text.length / 3))}`;
    }
    Object.assign(globalThis, { keptTexts: kept });
  });
}
function shorten(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { keptTexts } = globalThis as unknown as { keptTexts: [Text, string][] };
    for (const [node, text] of keptTexts) if (node.nodeValue?.startsWith(`${text}~`) === true) node.nodeValue = text;
  });
}

/**
 * Words that do not fit where they stand, and do not say so by an ellipsis. `isOurs`: they are as long as we made
 * them, so no button's words may be shortened.
 */
function cutOff(page: Page, { isOurs }: { isOurs: boolean }): Promise<string[]> {
  return page.evaluate((isOurs) => {
    const found = new Set<string>();
    const page = document.documentElement;
    if (page.scrollWidth > page.clientWidth + 1) found.add('the window itself scrolls sideways');
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = (node.nodeValue ?? '').trim();
      const holder = node.parentElement;
      if (text === '' || holder === null || holder.closest('script, style, [aria-hidden=true], .unseen, [inert]'))
        continue;
      if (!holder.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const words = range.getBoundingClientRect();
      if (words.width === 0) continue;
      const said = text.length > 60 ? `${text.slice(0, 60)}…` : text;
      // Up to the first box that clips or scrolls: what happens beyond it is its own affair.
      for (let box: HTMLElement | null = holder; box !== null; box = box.parentElement) {
        const style = getComputedStyle(box);
        const bounds = box.getBoundingClientRect();
        if (style.display === 'inline' || style.display === 'contents') continue;
        const over = Math.max(words.right - bounds.right, bounds.left - words.left);
        if (style.textOverflow === 'ellipsis' && style.overflowX !== 'visible') {
          // Somebody's title may be shortened, the program's own words may not.
          const own =
            box.matches('h1, .nav-entry *, .segment *') || (isOurs && box.closest('.btn') && !/[«“]/u.test(text));
          if (over > 1 && own) found.add(`shortened: ${said}`);
          break;
        }
        if (style.overflowX === 'hidden' || style.overflowX === 'clip') {
          if (over > 1) found.add(`cut: ${said}`);
          if (style.overflowY === 'auto' || style.overflowY === 'scroll') break;
          if (words.bottom - bounds.bottom > 2 || bounds.top - words.top > 2) found.add(`cut below: ${said}`);
          break;
        }
        if (style.overflowX === 'auto' || style.overflowX === 'scroll') break;
        if (over > 1 && box.matches('button, a, label, .btn, .chip, .field, .toast, .dialog, .menu, [role=menuitem]'))
          found.add(`flows over: ${said}`);
        if (box === document.body && (words.right > innerWidth + 1 || words.left < -1)) found.add(`outside: ${said}`);
      }
    }
    return [...found];
  }, isOurs);
}
