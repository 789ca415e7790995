// A photo's thumbnail, loaded lazily into a frame of known size; without a picture the frame stays empty.
import { useState } from 'react';
import { Icon } from './icon.tsx';
import { thumbnailAddress } from './thumbnail-source.ts';

export function Thumbnail({
  sha256,
  alt = '',
  eager = false,
}: {
  sha256: string | null;
  alt?: string;
  eager?: boolean;
}) {
  const [broken, setBroken] = useState<string | null>(null);
  if (sha256 === null || broken === sha256) {
    return (
      <span className="no-picture">
        <Icon name="photo" />
      </span>
    );
  }
  return (
    <img
      src={thumbnailAddress(sha256)}
      alt={alt}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      draggable={false}
      onError={() => setBroken(sha256)}
    />
  );
}
