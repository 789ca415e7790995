// Decides from an imaging process's signs of life whether its photo may go on. Pure: time is what the process itself lived through, so a
// computer that is busy, slow or asleep makes nobody impatient.

export interface Patience {
  /** Processor time that any photo may use… */
  cpuMs: number;
  /** …and so much more for each megabyte that was read. */
  cpuMsPerMegabyte: number;
  /** Signs of life, one a second, during which nothing more was read: a network, a cloud or a disk that is away. */
  readingSigns: number;
  /** Signs of life during which the processor had nothing to do for the photo, although all of it was read. */
  lookingSigns: number;
}

/** The largest pictures that are decoded at all take some ten seconds of a fast processor, slow ones are ten times slower. */
export const usualPatience: Patience = {
  cpuMs: 120_000,
  cpuMsPerMegabyte: 2_000,
  readingSigns: 300,
  lookingSigns: 120,
};

export interface LifeSign {
  doing: 'reading' | 'looking';
  readBytes: number;
  cpuMs: number;
}

/** How far the photo was when it last came further, and how many signs have come since. */
export interface Progressed {
  readBytes: number;
  cpuMs: number;
  signs: number;
}
export const atItsBeginning: Progressed = { readBytes: 0, cpuMs: 0, signs: 0 };

/** Less than this in all is what speaking and watching cost, not work. */
const workMs = 500;

export type Judgement = { kind: 'goes-on'; progressed: Progressed } | { kind: 'stalled-reading' } | { kind: 'hangs' };

export function judgeLifeSign(before: Progressed, sign: LifeSign, patience: Patience): Judgement {
  const megabytes = sign.readBytes / (1024 * 1024);
  if (sign.cpuMs > patience.cpuMs + patience.cpuMsPerMegabyte * megabytes) return { kind: 'hangs' };
  const { readBytes, cpuMs } = sign;
  if (readBytes > before.readBytes || cpuMs >= before.cpuMs + workMs)
    return { kind: 'goes-on', progressed: { readBytes, cpuMs, signs: 0 } };
  const signs = before.signs + 1;
  if (sign.doing === 'reading' && signs >= patience.readingSigns) return { kind: 'stalled-reading' };
  if (sign.doing === 'looking' && signs >= patience.lookingSigns) return { kind: 'hangs' };
  return { kind: 'goes-on', progressed: { ...before, signs } };
}
