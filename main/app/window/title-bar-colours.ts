// The few colours that the system draws for us before and beside the page. The page's own are in renderer/styles/tokens.css.

/** Must say the same as `--surface` and `--text` there. */
export const themeColours = {
  light: { surface: '#FEFDFC', text: '#211C17' },
  dark: { surface: '#211F1C', text: '#F3EEE8' },
} as const;

/** Height of the title bar, `--titlebar` there. */
export const TITLE_BAR = 48;
