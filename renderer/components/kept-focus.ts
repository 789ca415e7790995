// Keeps the keyboard focus in the window: when the focused element disappears, the focus moves to its nearest neighbour
// or to the screen's heading. `data-focus-home` marks elements that may receive it.
import { useEffect } from 'react';

/** Props of a heading or a list that may receive the focus when the focused element has disappeared. */
export const focusHome = { tabIndex: -1, 'data-focus-home': '' } as const;

const home = '[data-focus-home]';
const focusable = 'button:not(:disabled), a[href], input:not(:disabled), [tabindex="0"]';
/** A closing dialog returns the focus within a frame; only a focus that is still lost afterwards is moved. */
const framesWaited = 2;

interface FocusAnchor {
  parent: Element;
  next: Node | null;
  previous: Node | null;
}

export function useKeptFocus(): void {
  useEffect(() => {
    let last: HTMLElement | null = null;
    let isClosed = false;
    let anchor: FocusAnchor | null = null;

    const onFocus = (event: FocusEvent): void => {
      last = event.target instanceof HTMLElement ? event.target : null;
      isClosed = false;
      anchor = null;
    };
    // A click on nothing removes the focus on purpose.
    const onPress = (): void => {
      last = null;
      anchor = null;
    };
    const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

    function afterFrames(run: () => void, frames = framesWaited): void {
      requestAnimationFrame(() => (frames > 1 ? afterFrames(run, frames - 1) : run()));
    }

    function takeUp(): void {
      if (anchor === null || !isLost()) return;
      const target = nearest(anchor);
      anchor = null;
      target?.focus({ preventScroll: true });
    }

    const observer = new MutationObserver((records) => {
      if (last === null) return;
      if (last.isConnected) {
        const closedNow = last.matches(':disabled');
        if (isClosed && !closedNow && isLost()) last.focus({ preventScroll: true });
        isClosed = closedNow;
        return;
      }
      for (const { removedNodes, target, nextSibling, previousSibling } of records) {
        for (const node of removedNodes) {
          if (!node.contains(last) || !(target instanceof Element)) continue;
          anchor = { parent: target, next: nextSibling, previous: previousSibling };
          afterFrames(takeUp);
        }
      }
    });
    document.addEventListener('focusin', onFocus);
    document.addEventListener('pointerdown', onPress, true);
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['disabled'],
    });
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('pointerdown', onPress, true);
      observer.disconnect();
    };
  }, []);
}

/** The neighbour in a list; else the focus home of the nearest ancestor that has one. */
function nearest({ parent, next, previous }: FocusAnchor): HTMLElement | null {
  if (parent.matches('ul, ol')) {
    for (const sibling of [next, previous]) {
      const found = sibling instanceof Element ? sibling.querySelector<HTMLElement>(focusable) : null;
      if (found?.isConnected === true) return found;
    }
  }
  for (let around: Element | null = parent.isConnected ? parent : document.querySelector('main'); around !== null;) {
    if (around.matches('[role="dialog"], [role="alertdialog"]')) return around.querySelector<HTMLElement>(focusable);
    const found = around.matches(home) ? (around as HTMLElement) : around.querySelector<HTMLElement>(home);
    if (found !== null) return found;
    around = around.parentElement;
  }
  return null;
}
