// A text whose tagged numbers open their lists: <done>76</done> becomes a button, the rest stays text.
import type { ComponentType, ReactElement } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { Vars } from '../../shared/locales/dictionary.ts';
import type { TextKey } from '../../shared/locales/ru.ts';
import { i18nVars, useI18n } from './use-i18n.tsx';

/** Trans with the few properties used here: its own types multiply all keys with all options. */
const PlainTrans = Trans as unknown as ComponentType<{
  t: unknown;
  i18nKey: string;
  values: Record<string, string | number>;
  count?: number;
  components: Record<string, ReactElement>;
}>;

/** `opens`: what a click on each tag does. Only numbers stand inside tags, so nothing from outside is read as a tag. */
export function Sentence({ text, vars, opens }: { text: TextKey; vars?: Vars; opens: Record<string, () => void> }) {
  const { language } = useI18n();
  const { t } = useTranslation();
  const filled = i18nVars(language, vars);
  const components = Object.fromEntries(
    Object.entries(opens).map(([tag, open]) => [
      tag,
      <button key={tag} type="button" className="in-sentence" onClick={open} />,
    ]),
  );
  return (
    <PlainTrans
      t={t}
      i18nKey={text}
      values={filled}
      {...(typeof filled['count'] === 'number' ? { count: filled['count'] } : {})}
      components={components}
    />
  );
}
