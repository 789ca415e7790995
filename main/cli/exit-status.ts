// Exit statuses of the terminal program; docs/terminal.md explains them.

export const exitStatus = {
  /** All photos are on the service, left out, or copies of others. */
  good: 0,
  /** Something is held or failed; it was listed with its reasons. */
  needsDecision: 1,
  /** Wrong usage, or nothing could be begun: a folder, the data folder, its limits. Nothing was sent. */
  usage: 2,
  /** The account needs a person. */
  account: 3,
  /** A bug of this program. */
  broken: 70,
  /** Ctrl+C or an end asked for by the system; every state is kept. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
