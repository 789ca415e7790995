// Applies the settings that concern the system: the colour theme, and starting with the person's session.
import { nativeTheme } from 'electron';
import type { Settings } from '../../../shared/settings.ts';
import { errorFields } from '../log/log.ts';
import type { AppLog } from '../log/log.ts';
import { renewStartAtLogin, setStartAtLogin } from './start-at-login.ts';

export function applySettingsAtStart(now: Settings, log: AppLog): void {
  nativeTheme.themeSource = now.theme;
  logFailure(log, () => renewStartAtLogin(now.startAtLogin));
}

export function applySettingsChange(now: Settings, before: Settings, log: AppLog): void {
  if (now.theme !== before.theme) nativeTheme.themeSource = now.theme;
  if (now.startAtLogin !== before.startAtLogin) logFailure(log, () => setStartAtLogin(now.startAtLogin));
}

function logFailure(log: AppLog, writeEntry: () => void): void {
  try {
    writeEntry();
  } catch (error) {
    log.warn('start_at_login.not_set', errorFields(error));
  }
}
