// Decides from the signs of life of an imaging process whether its photo may go on. Pure: time is counted by the
// process itself, so a computer that is busy, slow or asleep causes no time-out.

export interface Patience {
  /** Processor time that any photo may use… */
  cpuMs: number;
  /** …and so much more for each megabyte that was read. */
  cpuMsPerMegabyte: number;
  /** Signs of life, one a second, while no more bytes arrive: a network, a cloud or a disk is away. */
  readingSigns: number;
  /** Signs of life while all bytes are read and the processor does no work for the photo. */
  decodingSigns: number;
}

/**
 * The largest pictures that are decoded at all take a fast processor some ten seconds; slow ones need ten times as
 * long.
 */
export const usualPatience: Patience = {
  cpuMs: 120_000,
  cpuMsPerMegabyte: 2_000,
  readingSigns: 300,
  decodingSigns: 120,
};

export interface LifeSign {
  doing: 'reading' | 'decoding';
  readBytes: number;
  cpuMs: number;
}

/** How far the photo was when it last advanced, and how many signs of life have come since. */
export interface Progressed {
  readBytes: number;
  cpuMs: number;
  signs: number;
}
export const atItsBeginning: Progressed = { readBytes: 0, cpuMs: 0, signs: 0 };

/** Processor time below this is what the signs of life themselves cost, not work. */
const workMs = 500;

export type PhotoProgress =
  { kind: 'goes-on'; progressed: Progressed } | { kind: 'stalled-reading' } | { kind: 'hangs' };

export function evaluateLifeSign(before: Progressed, sign: LifeSign, patience: Patience): PhotoProgress {
  const megabytes = sign.readBytes / (1024 * 1024);
  if (sign.cpuMs > patience.cpuMs + patience.cpuMsPerMegabyte * megabytes) return { kind: 'hangs' };
  const { readBytes, cpuMs } = sign;
  if (readBytes > before.readBytes || cpuMs >= before.cpuMs + workMs)
    return { kind: 'goes-on', progressed: { readBytes, cpuMs, signs: 0 } };
  const signs = before.signs + 1;
  if (sign.doing === 'reading' && signs >= patience.readingSigns) return { kind: 'stalled-reading' };
  if (sign.doing === 'decoding' && signs >= patience.decodingSigns) return { kind: 'hangs' };
  return { kind: 'goes-on', progressed: { ...before, signs } };
}
