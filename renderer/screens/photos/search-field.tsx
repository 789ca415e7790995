// The search field for name, folder and date. Ctrl+F or ⌘F focuses it; Escape clears it.
import { useEffect, useRef } from 'react';
import { Icon } from '../../components/icon.tsx';
import { onMac } from '../../platform.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';

export function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.code !== 'KeyF' || !(onMac ? event.metaKey : event.ctrlKey)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <label className="field search">
      <Icon name="search" size="small" />
      <input
        ref={input}
        type="text"
        role="searchbox"
        className="grow"
        value={value}
        maxLength={200}
        placeholder={t('photos.search')}
        aria-label={t('photos.search')}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.stopPropagation();
          onChange('');
        }}
      />
      {value === '' ? (
        <span className="kbd" aria-hidden="true">
          {onMac ? '⌘F' : 'Ctrl F'}
        </span>
      ) : (
        <button
          type="button"
          className="btn icon-only small"
          aria-label={t('photos.searchClear')}
          onClick={() => onChange('')}
        >
          <Icon name="x" size="small" />
        </button>
      )}
    </label>
  );
}
