// Network: how fast, when, and on which networks and power photos are sent.
import { useCallback } from 'react';
import type { SendRules } from '../../../shared/send-rules.ts';
import { SelectField } from '../../components/select-field.tsx';
import { SwitchRow } from '../../components/switch-row.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { HoursPref } from './hours-pref.tsx';
import { Pref } from '../../components/pref.tsx';
import { useSettings, type PageProps } from './use-settings.ts';
import { SpeedPref } from './speed-pref.tsx';

const laneCounts = [1, 2, 3, 4, 5, 6, 7, 8];
const charges = [10, 20, 30, 50, 80, 100];

export function NetworkPage({ change }: PageProps) {
  const { t } = useI18n();
  const settings = useSettings();
  const rules = settings.sending;
  const set = useCallback(
    (changed: Partial<SendRules>): void => change({ sending: { ...rules, ...changed } }),
    [change, rules],
  );
  const setHours = useCallback((hours: string): void => set({ hours }), [set]);
  const percents = charges.includes(rules.batteryPercent)
    ? charges
    : [...charges, rules.batteryPercent].sort((a, b) => a - b);
  return (
    <>
      <SpeedPref rules={rules} onChange={set} />
      <HoursPref hours={rules.hours} onChange={setHours} />
      <SwitchRow
        title={t('settings.waitOnMetered')}
        hint={t('settings.waitOnMeteredHint')}
        checked={rules.waitOnMetered}
        onChange={(waitOnMetered) => set({ waitOnMetered })}
      />
      <SwitchRow
        title={t('settings.waitOnBattery')}
        hint={t('settings.waitOnBatteryHint')}
        checked={rules.waitOnBattery}
        onChange={(waitOnBattery) => set({ waitOnBattery })}
      >
        {rules.waitOnBattery && (
          <SelectField
            className="percent-select"
            value={String(rules.batteryPercent)}
            label={t('settings.batteryPercent')}
            options={percents.map((n) => ({ value: String(n), label: t('settings.percent', { n }) }))}
            onChange={(percent) => set({ batteryPercent: Number(percent) })}
          />
        )}
      </SwitchRow>
      <Pref title={t('settings.lanes')} hint={t('settings.lanesHint')}>
        <SelectField
          className="pref-select"
          value={String(settings.lanes)}
          label={t('settings.lanes')}
          options={laneCounts.map((n) => ({ value: String(n), label: t('settings.laneCount', { n }) }))}
          onChange={(lanes) => change({ lanes: Number(lanes) })}
        />
      </Pref>
    </>
  );
}
