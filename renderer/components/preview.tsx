// A preview for comparing, never cropped. Shows an empty ground or a text while there is no picture.
import { useState, type ReactNode } from 'react';
import { useI18n } from '../i18n/use-i18n.tsx';
import { previewAddress } from './preview-source.ts';

interface Props {
  /** Name of the preview; null: none to show. */
  picture: string | null;
  alt: string;
  /** Shown instead of the picture: it is being made, or that failed. */
  instead?: ReactNode;
}

export function Preview({ picture, alt, instead = null }: Props) {
  const { t } = useI18n();
  const [broken, setBroken] = useState<string | null>(null);
  if (instead !== null) return <span className="preview meta">{instead}</span>;
  if (picture === null || picture === broken) return <span className="preview meta">{t('convert.noPicture')}</span>;
  return (
    <span className="preview">
      <img
        src={previewAddress(picture)}
        alt={alt}
        decoding="async"
        draggable={false}
        onError={() => setBroken(picture)}
      />
    </span>
  );
}
