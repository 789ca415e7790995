// Albums of the groups in which the person may add albums, as the service lists them. Kept for a while: each group is a
// call of its own, and a menu must not wait for all of them again.
import type { OkApi, RemoteAlbum, RemoteGroup } from '../../ok/api.ts';

export type GroupsSource = Pick<OkApi, 'groups' | 'albums'>;

export interface ListedGroup {
  group: RemoteGroup;
  /** null: not read in time; the next list has them. */
  albums: readonly RemoteAlbum[] | null;
}

const keptMs = 5 * 60_000;

export class GroupAlbums {
  readonly #now: () => number;
  #remote: GroupsSource | null = null;
  #groups: { atMs: number; all: RemoteGroup[] } | null = null;
  readonly #albums = new Map<string, { atMs: number; all: RemoteAlbum[] }>();

  /** `now`: milliseconds of a clock that only goes on. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** What is known when `signal` ends the wait. null: the groups themselves could not be listed. */
  async list(remote: GroupsSource, signal: AbortSignal): Promise<ListedGroup[] | null> {
    if (this.#remote !== remote) this.#forget(remote);
    const groups = await this.#listGroups(remote, signal);
    if (groups === null) return null;
    return Promise.all(
      groups.map(async (group) => ({ group, albums: await this.#albumsOf(remote, group.id, signal) })),
    );
  }

  async #listGroups(remote: GroupsSource, signal: AbortSignal): Promise<RemoteGroup[] | null> {
    if (this.#groups !== null && this.#isFresh(this.#groups.atMs)) return this.#groups.all;
    const answer = await remote.groups(signal);
    if (!answer.ok) return this.#groups?.all ?? null;
    // Somebody who has just been made an administrator looks again at once.
    this.#groups = answer.value.length === 0 ? null : { atMs: this.#now(), all: answer.value };
    return answer.value;
  }

  async #albumsOf(remote: GroupsSource, groupId: string, signal: AbortSignal): Promise<RemoteAlbum[] | null> {
    const known = this.#albums.get(groupId);
    if (known !== undefined && this.#isFresh(known.atMs)) return known.all;
    const answer = await remote.albums(signal, groupId);
    if (!answer.ok) return known?.all ?? null;
    this.#albums.set(groupId, { atMs: this.#now(), all: answer.value });
    return answer.value;
  }

  #isFresh(atMs: number): boolean {
    return this.#now() - atMs < keptMs;
  }

  /** Another account, or another right: nothing of the former one is shown. */
  #forget(remote: GroupsSource): void {
    this.#remote = remote;
    this.#groups = null;
    this.#albums.clear();
  }
}
