// The state of the stories' bridge while a page is open: photos, account, settings, snapshot, and event listeners.
import type { CallName, EventName, EventPayload } from '../../../shared/ipc.ts';
import type { AccountView } from '../../../shared/program-views.ts';
import type { Explanation } from '../../../shared/library/explanation.ts';
import type { PhotoRow } from '../../../shared/library/photo.ts';
import { dayKey } from '../../../shared/locales/format.ts';
import type { Language } from '../../../shared/locales/languages.ts';
import { defaultSettings, type Settings } from '../../../shared/settings.ts';
import type { SignInView } from '../../../shared/sign-in.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { accountOf } from '../fixtures/account.ts';
import { libraryRows } from '../fixtures/photos.ts';

export interface DemoOptions {
  language: Language;
  snapshot: Snapshot;
  settings?: Partial<Settings>;
  account?: AccountView;
  photos?: number;
  empty?: boolean;
  /** Every call waits this long, as a slow disk would make it. */
  slowMs?: number;
  /** Name of a call that fails. */
  fails?: string;
  /** The engine answers nothing. */
  away?: boolean;
  /** The kind of every explanation. */
  explains?: Explanation['kind'];
  /** List a group for every cause. */
  everyProblem?: boolean;
  /** The plan is still growing, and there are edited versions beside originals. */
  checking?: boolean;
  /** Dropped photos were left out before. */
  leftOut?: boolean;
}

/** Answers to calls, by name. */
export type DemoCalls = { [N in CallName]?: (input: never) => unknown };

export interface Filter {
  shown: string | null;
  search: string;
  folderId: number | null;
}

export class DemoState {
  readonly options: DemoOptions;
  readonly language: Language;
  readonly isEmpty: boolean;
  /** Newest first. */
  readonly rows: PhotoRow[];
  settings: Settings;
  account: AccountView;
  snapshot: Snapshot;
  readonly #listeners = new Map<string, Set<(payload: never) => void>>();

  constructor(options: DemoOptions) {
    const { language, snapshot, empty = false, photos = 12_480 } = options;
    this.options = options;
    this.language = language;
    this.isEmpty = empty;
    this.rows = empty ? [] : libraryRows(photos, language);
    for (const row of this.rows.slice(0, snapshot.counts.review)) Object.assign(row, { shown: 'review', reason: null });
    this.settings = { ...defaultSettings, firstStartDone: true, language, ...options.settings };
    this.account = options.account ?? accountOf(language);
    this.snapshot = snapshot;
  }

  /** Returns the function that ends the subscription. */
  on(name: string, listener: (payload: never) => void): () => void {
    const set = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, set.add(listener));
    return () => set.delete(listener);
  }

  emit<E extends EventName>(name: E, payload: EventPayload<E>): void {
    for (const listener of this.#listeners.get(name) ?? []) (listener as (payload: EventPayload<E>) => void)(payload);
  }

  show(next: Snapshot): undefined {
    this.snapshot = next;
    this.emit('snapshot.changed', next);
  }

  changeAccount(next: AccountView): AccountView {
    this.account = next;
    this.emit('account.changed', next);
    return next;
  }

  changeSignIn(change: Partial<SignInView>): AccountView {
    return this.changeAccount({ ...this.account, signIn: { ...this.account.signIn, ...change } });
  }

  matching({ shown, search, folderId }: Filter): PhotoRow[] {
    const words = search.toLowerCase();
    return this.rows.filter(
      (one) =>
        (shown === null || one.shown === shown) &&
        (folderId === null || one.folderId === folderId) &&
        (words === '' || one.name.toLowerCase().includes(words) || dayKey(one.sortMs).startsWith(words)),
    );
  }
}
