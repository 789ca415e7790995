// Messages between the torture run and the engine process.
import type { AlbumTarget } from '../../shared/library/album.ts';
import type { Credentials } from '../../main/ok/ports.ts';

export interface Order {
  dataFolder: string;
  /** Where libraries of one account take turns. */
  turnsFolder: string;
  credentials: Credentials;
  folders: readonly { path: string; target: AlbumTarget; convert: boolean }[];
  photosPerPost: number;
  lanes: number;
  /** Events of the folders are followed; else each is looked through once. */
  live: boolean;
  /** Dies by its own hand when any of these points is reached for the n-th time. */
  dieAt: { points: readonly string[]; time: number } | null;
  /** Where it writes at which point it dies, and what it passed until then: a `DeathNote`. */
  deathNote: string;
  /** At which inspection of this life the imaging process is killed; null: it lives. */
  imagingDiesAt: number | null;
}

export interface DeathNote {
  point: string;
  /** How often each was passed. */
  points: Record<string, number>;
}

export type ToRunner = { type: 'start'; order: Order } | { type: 'call'; id: number; name: string; input: unknown };

export type FromRunner =
  | { type: 'up' }
  /** Nothing moves any more. `points`: how often each was passed. */
  | { type: 'decided'; how: string; points: Record<string, number> }
  | { type: 'answer'; id: number; value: unknown }
  | { type: 'failed'; code: string };
