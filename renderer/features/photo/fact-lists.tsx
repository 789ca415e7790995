// The facts of photo and copy below their pictures; changed facts are bold.
import type { TextKey } from '../../../shared/locales/ru.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import type { ConvertFact } from './convert-facts.ts';

const names: Readonly<Record<ConvertFact['name'], TextKey>> = {
  size: 'convert.size',
  file: 'convert.file',
  location: 'convert.location',
  taken: 'convert.taken',
  savedDate: 'convert.savedDate',
  nameDate: 'convert.nameDate',
  fileDate: 'convert.fileDate',
};

export function FactLists({ facts }: { facts: readonly ConvertFact[] }) {
  const { t } = useI18n();
  const list = (side: 'before' | 'after') => (
    <dl aria-label={t(`convert.${side}`)}>
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
