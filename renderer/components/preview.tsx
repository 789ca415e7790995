// A picture made for one look, whole and never cropped: what is compared must be seen to its edges. While it is made, the quiet ground.
import { useState, type ReactNode } from 'react';
import { useI18n } from '../i18n/use-i18n.tsx';
import { previewAddress } from './preview-source.ts';

interface Props {
  /** Name of the picture; null: there is none to show. */
  picture: string | null;
  alt: string;
  /** Said in place of the picture: it is being made, or could not be. */
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
