// Network: how many photos go at once.
import { SelectField } from '../../components/select-field.tsx';
import { useVoice } from '../../language/voice.tsx';
import { Pref } from './pref.tsx';
import { useSettings, type PageProps } from './settings.tsx';

const laneCounts = [1, 2, 3, 4, 5, 6, 7, 8];

export function NetworkPage({ change }: PageProps) {
  const { t } = useVoice();
  const settings = useSettings();
  return (
    <Pref title={t('settings.lanes')} hint={t('settings.lanesHint')}>
      <SelectField
        className="pref-select"
        value={String(settings.lanes)}
        label={t('settings.lanes')}
        options={laneCounts.map((n) => ({ value: String(n), label: t('settings.laneCount', { n }) }))}
        onChange={(lanes) => change({ lanes: Number(lanes) })}
      />
    </Pref>
  );
}
