// Segmented control: a choice between two or three visible options.
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { Icon, type IconName } from './icon.tsx';

export interface SegmentOption<T extends string> {
  value: T;
  label: string;
  icon?: IconName;
}

/** When all options have icons, only icons are shown and the labels become their names. */
export function Segments<T extends string>({
  value,
  segments,
  onChange,
  label,
}: {
  value: T;
  segments: readonly SegmentOption<T>[];
  onChange: (value: T) => void;
  label: string;
}) {
  const icons = segments.every((segment) => segment.icon !== undefined);
  return (
    <RadioGroup
      className={icons ? 'segments icons' : 'segments'}
      value={value}
      onValueChange={(next) => onChange(next)}
      aria-label={label}
    >
      {segments.map((segment) => (
        <Radio.Root
          key={segment.value}
          value={segment.value}
          className="segment"
          aria-label={segment.label}
          title={icons ? segment.label : undefined}
        >
          {segment.icon === undefined ? segment.label : <Icon name={segment.icon} size="small" />}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
