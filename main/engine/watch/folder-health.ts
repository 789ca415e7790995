// The health of one folder in the table: written only when it changes.
import type { RecordedHealth, WatchStore } from './store.ts';

export class FolderHealth {
  readonly #store: Pick<WatchStore, 'setHealth'>;
  #recorded = '';

  constructor(store: Pick<WatchStore, 'setHealth'>) {
    this.#store = store;
  }

  record(health: RecordedHealth['health'], more: Partial<Omit<RecordedHealth, 'health'>> = {}): void {
    const recorded: RecordedHealth = { health, scanEveryMs: null, remedy: null, ...more };
    const text = JSON.stringify(recorded);
    if (text === this.#recorded) return;
    this.#recorded = text;
    this.#store.setHealth(recorded);
  }
}
