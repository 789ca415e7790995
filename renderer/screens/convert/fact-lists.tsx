// The facts of both sides under their pictures; what the copy changes is strong.
import type { TextKey } from '../../../shared/locales/ru.ts';
import { useVoice } from '../../i18n/use-i18n.tsx';
import type { MendFact } from './convert-facts.ts';

const names: Readonly<Record<MendFact['name'], TextKey>> = {
  size: 'mend.size',
  file: 'mend.file',
  location: 'mend.location',
  taken: 'mend.taken',
  savedDate: 'mend.savedDate',
  nameDate: 'mend.nameDate',
  fileDate: 'mend.fileDate',
};

export function FactLists({ facts }: { facts: readonly MendFact[] }) {
  const { t } = useVoice();
  const list = (side: 'before' | 'after') => (
    <dl aria-label={t(`mend.${side}`)}>
      {facts.map((fact) => [
        <dt key={`${fact.name}-name`}>{t(names[fact.name])}</dt>,
        <dd key={fact.name} className={side === 'after' && fact.changed ? 'strong' : undefined}>
          {fact[side]}
        </dd>,
      ])}
    </dl>
  );
  return (
    <div className="fact-lists">
      {list('before')}
      {list('after')}
    </div>
  );
}
