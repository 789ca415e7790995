// The ends of the pauses that the tray offers, in local time. Pure.

/** A pause «until tomorrow» ends at this hour. */
const MORNING_HOUR = 8;

export interface PauseTimes {
  halfHour: number;
  hour: number;
  tomorrow: number;
}

/** Milliseconds since 1970; `tomorrow` is 8:00 local time of the next day. */
export function pauseTimes(nowMs: number): PauseTimes {
  const now = new Date(nowMs);
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, MORNING_HOUR);
  return { halfHour: nowMs + 30 * 60_000, hour: nowMs + 60 * 60_000, tomorrow: tomorrow.getTime() };
}
