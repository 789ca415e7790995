// The person's preferences: what a settings file may hold. Applied at once; nothing here decides about a photo.
import { z } from 'zod';
import { defaultSendRules, sendRules } from './send-rules.ts';

export const language = z.enum(['system', 'ru', 'en']);
export const theme = z.enum(['system', 'light', 'dark']);

export const settings = z.object({
  /** Schema of this file; a higher one is from a newer program and is put aside. */
  version: z.literal(1),
  language: language.default('system'),
  theme: theme.default('system'),
  startAtLogin: z.boolean().default(false),
  closeHides: z.boolean().default(true),
  closeHintShown: z.boolean().default(false),
  notifications: z.boolean().default(true),
  /** Running transfers at once. */
  lanes: z.number().int().min(1).max(8).default(3),
  sending: sendRules.default(defaultSendRules),
  firstStartDone: z.boolean().default(false),
  account: z.enum(['none', 'demo', 'ok']).default('none'),
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

/** What the window may change by itself. */
export const settingsChange = settings
  .pick({
    language: true,
    theme: true,
    startAtLogin: true,
    closeHides: true,
    notifications: true,
    lanes: true,
    sending: true,
    firstStartDone: true,
  })
  .partial()
  .strict();
export type SettingsChange = z.infer<typeof settingsChange>;
