// The rules of a folder as checkboxes and a field for ignore patterns.
import { Collapsible } from '@base-ui/react/collapsible';
import { captionRules } from '../../../shared/caption.ts';
import { longestPattern, type FolderRules } from '../../../shared/library/folder-rules.ts';
import { AskedRuleFields } from '../../components/asked-rules.tsx';
import { Icon } from '../../components/icon.tsx';
import { Segments } from '../../components/segments.tsx';
import { TickBox } from '../../components/tick-box.tsx';
import { VersionRule } from '../../components/version-rule.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';

interface Props {
  rules: FolderRules;
  onChange: (rules: FolderRules) => void;
  /** The patterns as typed; split on saving. */
  patterns: string;
  onPatterns: (text: string) => void;
  /** Show all rules from the start. */
  open?: boolean;
  /** Photos with both original and edited version, as far as counted; above 0 the rule for them is shown at once. */
  versionsFound?: number;
}

/**
 * `known`: the former patterns. One that contains a comma, as folder names may, stays whole while the text contains
 * it.
 */
export function splitPatterns(text: string, known: readonly string[] = []): string[] {
  const whole: string[] = [];
  let rest = text;
  for (const one of known.filter((pattern) => /[,\n]/.test(pattern)).sort((a, b) => b.length - a.length)) {
    if (!rest.includes(one)) continue;
    whole.push(one);
    rest = rest.replace(one, '');
  }
  return [
    ...new Set([
      ...whole,
      ...rest
        .split(/[,\n]/)
        .map((one) => one.trim())
        .filter((one) => one !== '' && one.length <= longestPattern),
    ]),
  ].slice(0, 200);
}

export function RuleFields({ rules, onChange, patterns, onPatterns, open = false, versionsFound = 0 }: Props) {
  const { t } = useI18n();
  const versionRule = (
    <div className="pattern-field">
      <span className="meta">
        {versionsFound > 0 ? t('folderForm.versionsFound', { n: versionsFound }) : t('folderForm.versions')}
      </span>
      <VersionRule value={rules.versions} onChange={(versions) => onChange({ ...rules, versions })} />
    </div>
  );
  return (
    <div className="rule-fields">
      <AskedRuleFields rules={rules} onChange={(asked) => onChange({ ...rules, ...asked })} />
      <TickBox
        checked={rules.sendEdited}
        label={t('folderForm.sendEdited')}
        onChange={(sendEdited) => onChange({ ...rules, sendEdited })}
      />
      {versionsFound > 0 && versionRule}
      <Collapsible.Root defaultOpen={open} className="rule-fields">
        <Collapsible.Trigger className="more-rules">
          <Icon name="right" size="small" />
          {t('folderForm.moreRules')}
        </Collapsible.Trigger>
        <Collapsible.Panel className="rule-fields">
          <TickBox
            checked={rules.whenAlbumFull === 'next'}
            label={t('folderForm.nextAlbum')}
            hint={t('folderForm.nextAlbumHint')}
            onChange={(next) => onChange({ ...rules, whenAlbumFull: next ? 'next' : 'ask' })}
          />
          <TickBox
            checked={rules.review}
            label={t('folderForm.review')}
            hint={t('folderForm.reviewHint')}
            onChange={(review) => onChange({ ...rules, review })}
          />
          {versionsFound === 0 && versionRule}
          <div className="pattern-field">
            <span className="meta">{t('folderForm.unnamed')}</span>
            <Segments
              value={rules.unnamed}
              label={t('folderForm.unnamed')}
              segments={[
                { value: 'ask', label: t('folderForm.unnamedAsk') },
                { value: 'send', label: t('folderForm.unnamedSend') },
                { value: 'leave_out', label: t('folderForm.unnamedLeaveOut') },
              ]}
              onChange={(unnamed) => onChange({ ...rules, unnamed })}
            />
          </div>
          <div className="pattern-field">
            <span className="meta">{t('folderForm.captions')}</span>
            <Segments
              value={rules.captions}
              label={t('folderForm.captions')}
              segments={captionRules.map((value) => ({ value, label: t(`folderForm.captionRule.${value}`) }))}
              onChange={(captions) => onChange({ ...rules, captions })}
            />
            <span className="meta">{t('folderForm.captionsHint')}</span>
          </div>
          <label className="pattern-field">
            <span className="meta">{t('folderForm.ignore')}</span>
            <span className="field">
              <input
                type="text"
                className="grow"
                value={patterns}
                placeholder={t('folderForm.ignoreHint')}
                spellCheck={false}
                onChange={(event) => onPatterns(event.target.value)}
              />
            </span>
          </label>
        </Collapsible.Panel>
      </Collapsible.Root>
    </div>
  );
}
