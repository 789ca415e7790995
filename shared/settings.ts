// The person's preferences: what a settings file may hold. Applied at once; nothing here decides about a photo.
import { z } from 'zod';
import { firstDefaults, newDefaults, type NewDefaults } from './library/folder-rules.ts';
import { defaultSendRules, sendRules } from './send-rules.ts';
import { application } from './sign-in.ts';

export const language = z.enum(['system', 'ru', 'en']);
export const theme = z.enum(['system', 'light', 'dark']);

/** What the window may change by itself, without defaults: a change must name only what changes. */
const changeable = z.strictObject({
  language,
  theme,
  startAtLogin: z.boolean(),
  closeHides: z.boolean(),
  notifications: z.boolean(),
  /** Running transfers at once. */
  lanes: z.number().int().min(1).max(8),
  sending: sendRules,
  /** What new folders and dropped photos begin with; folders that are there keep their rules. null: never chosen. */
  newDefaults: newDefaults.nullable(),
  firstStartDone: z.boolean(),
});
export const settingsChange = changeable.partial();
export type SettingsChange = z.infer<typeof settingsChange>;

const fields = changeable.shape;

export const settings = z.object({
  /** Schema of this file; a higher one is from a newer program and is put aside. */
  version: z.literal(1),
  language: fields.language.default('system'),
  theme: fields.theme.default('system'),
  startAtLogin: fields.startAtLogin.default(false),
  closeHides: fields.closeHides.default(true),
  closeHintShown: z.boolean().default(false),
  notifications: fields.notifications.default(true),
  lanes: fields.lanes.default(3),
  sending: fields.sending.default(defaultSendRules),
  newDefaults: fields.newDefaults.default(null),
  firstStartDone: fields.firstStartDone.default(false),
  account: z.enum(['none', 'demo', 'ok']).default('none'),
  /** Whose library is opened when `account` is `ok`. It names a folder, so it is a word. */
  okUserId: z
    .string()
    .regex(/^\w{1,64}$/)
    .nullable()
    .default(null),
  /** The person's own application; null: the one that came with the program, if any. */
  application: application.nullable().default(null),
  /** What to do with a sign-in where the system has no keychain. */
  keepSignIn: z.enum(['ask', 'session', 'file']).default('ask'),
  window: z
    .strictObject({
      x: z.number().int(),
      y: z.number().int(),
      width: z.number().int().min(400),
      height: z.number().int().min(300),
      maximized: z.boolean(),
    })
    .nullable()
    .default(null),
});
export type Settings = z.infer<typeof settings>;

export const defaultSettings: Settings = settings.parse({ version: 1 });

/** What is in force: the person's choice, else what is safe. */
export function defaultsOf({ newDefaults: chosen }: Pick<Settings, 'newDefaults'>): NewDefaults {
  return chosen ?? firstDefaults;
}
