// The settings: what the settings file holds, with defaults.
import { z } from 'zod';
import { languageCodes } from './locales/languages.ts';
import { firstDefaults, newDefaults, type NewDefaults } from './library/folder-rules.ts';
import { defaultSendRules, sendRules } from './send-rules.ts';
import { application } from './sign-in.ts';

export const language = z.enum(['system', ...languageCodes]);
export const theme = z.enum(['system', 'light', 'dark']);

/** Settings that the window may change; without defaults, so that a change names only what changes. */
const changeable = z.strictObject({
  language,
  theme,
  startAtLogin: z.boolean(),
  closeHides: z.boolean(),
  notifications: z.boolean(),
  /** Running transfers at once. */
  lanes: z.number().int().min(1).max(8),
  sending: sendRules,
  /** Defaults of new folders and dropped photos; existing folders keep their rules. null: never chosen. */
  newDefaults: newDefaults.nullable(),
  firstStartDone: z.boolean(),
  /** Whether signing in asks for the right to send into groups, too. */
  asksForGroups: z.boolean(),
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
  asksForGroups: fields.asksForGroups.default(false),
  account: z.enum(['none', 'demo', 'ok']).default('none'),
  /** The user whose library is opened when `account` is `ok`. Part of a folder's name, so word characters only. */
  okUserId: z
    .string()
    .regex(/^\w{1,64}$/)
    .nullable()
    .default(null),
  /** Id of the application under which that user has that id; null: not known. */
  okApplication: z
    .string()
    .regex(/^\d{1,20}$/)
    .nullable()
    .default(null),
  /** The person's own application; null: the one that came with the program, if any. */
  application: application.nullable().default(null),
  /** Where to store the sign-in on a system without a keychain. */
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

/** The defaults in force: the person's choice, else the safe ones. */
export function defaultsOf({ newDefaults: chosen }: Pick<Settings, 'newDefaults'>): NewDefaults {
  return chosen ?? firstDefaults;
}
