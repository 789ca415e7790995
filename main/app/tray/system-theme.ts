// Whether the system's own colours are dark, whatever theme the person chose for the program.
import { nativeTheme } from 'electron';

/**
 * Electron answers for the system only while no theme is set for the program. So create this before `themeSource` is
 * first set; it keeps the last answer that was the system's.
 */
export function watchSystemTheme(): () => boolean {
  let isDark = nativeTheme.shouldUseDarkColors;
  nativeTheme.on('updated', () => {
    if (nativeTheme.themeSource === 'system') isDark = nativeTheme.shouldUseDarkColors;
  });
  return () => isDark;
}
