// Colours of window background and title bar, which the system draws. The page's own: renderer/styles/tokens.css.

/** Must be the same as `--surface` and `--text` there. */
export const themeColours = {
  light: { surface: '#FEFDFC', text: '#211C17' },
  dark: { surface: '#211F1C', text: '#F3EEE8' },
} as const;

/** Height of the title bar, `--titlebar` there. */
export const TITLE_BAR = 48;
