// The person's settings in one JSON file, with listeners for changes.
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import type { EngineSettings } from '../../../shared/engine-wire.ts';
import { defaultsOf, defaultSettings, settings as settingsSchema } from '../../../shared/settings.ts';
import type { Settings } from '../../../shared/settings.ts';
import { errorFields } from '../log/log.ts';
import type { AppLog } from '../log/log.ts';

/** The file is `damaged`, or a `newer` program wrote it. It was put aside, and the defaults are in force. */
export type SettingsProblem = 'damaged' | 'newer';

export interface SettingsStore {
  get(): Settings;
  /** In force at once, and listeners are called; resolves when it is on the disk, rejects when it cannot be written. */
  change(change: Partial<Settings>): Promise<Settings>;
  onChange(listener: (now: Settings, before: Settings) => void): void;
  /** Set when this start found an unusable file; the person is told once. */
  readonly problem: SettingsProblem | null;
  /** Where that file is now. */
  readonly problemPath: string | null;
  /** Resolves when everything is written. */
  flush(): Promise<void>;
}

/** Reads synchronously: the rest of start-up needs the settings. Never throws because of the file's content. */
export function openSettings(file: string, log: AppLog, nowMs: number): SettingsStore {
  const read = readSettings(file);
  let current = read.settings;
  let asidePath: string | null = null;
  if (read.problem) {
    const aside = join(dirname(file), `settings.${read.problem}-${nowMs}.json`);
    log.warn('settings.put_aside', { problem: read.problem, aside });
    try {
      renameSync(file, aside);
      asidePath = aside;
    } catch (error) {
      log.warn('settings.not_moved', errorFields(error));
    }
  }

  const listeners = new Set<(now: Settings, before: Settings) => void>();
  let writing: Promise<unknown> = Promise.resolve();

  const write = async (): Promise<void> => {
    mkdirSync(dirname(file), { recursive: true });
    await writeFileAtomic(file, `${JSON.stringify(current, null, 2)}\n`, { mode: 0o600 });
  };

  return {
    get: () => current,
    async change(change) {
      const before = current;
      current = settingsSchema.parse({ ...current, ...change });
      if (JSON.stringify(before) === JSON.stringify(current)) return current;
      for (const listener of listeners) listener(current, before);
      const written = write();
      writing = written.catch(() => undefined);
      await written;
      return current;
    },
    onChange: (listener) => void listeners.add(listener),
    problem: read.problem,
    problemPath: read.problem === null ? null : (asidePath ?? file),
    async flush() {
      await writing;
    },
  };
}

function readSettings(file: string): { settings: Settings; problem: SettingsProblem | null } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { settings: defaultSettings, problem: null };
    return { settings: defaultSettings, problem: 'damaged' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { settings: defaultSettings, problem: 'damaged' };
  }
  const parsed = settingsSchema.safeParse(value);
  if (parsed.success) return { settings: parsed.data, problem: null };
  const version = z.object({ version: z.number().int() }).safeParse(value);
  const newer = version.success && version.data.version > defaultSettings.version;
  return { settings: defaultSettings, problem: newer ? 'newer' : 'damaged' };
}

/** The settings that concern the engine. */
export function engineSettingsOf(of: Settings): EngineSettings {
  const { privacy: _, ...newRules } = defaultsOf(of);
  return { lanes: of.lanes, sending: of.sending, newRules };
}
