// The names of the channels between window and main. Imports nothing, so that the preload bundle stays small.

/** Prefix of every channel the preload lets through. */
export const channelPrefix = 'ok-photo-sync:';

/** The form of a call's or event's name: `noun.verb`. Main checks whether it exists. */
export const channelName = /^[a-z][a-zA-Z]{0,31}\.[a-z][a-zA-Z]{0,31}$/;

/** What the preload puts on the window as `okPhotoSync`. Inputs and answers are typed by the table in ipc.ts. */
export interface WindowBridge {
  /** Answers a `Result`; throws a TypeError for a name that cannot be a call's. */
  invoke(name: string, input: unknown): Promise<unknown>;
  /** Calls `listener` with each event's payload. Returns the function that ends the subscription. */
  on(name: string, listener: (payload: unknown) => void): () => void;
  /** Absolute path of a dropped or pasted file; empty when it is not on a disk. */
  pathForFile(file: unknown): string;
}
