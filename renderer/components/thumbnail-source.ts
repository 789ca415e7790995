// The address of a thumbnail. The stories replace it by generated pictures.

let source = (sha256: string): string => `app://thumbnail/${sha256}`;

export function thumbnailAddress(sha256: string): string {
  return source(sha256);
}

export function setThumbnailSource(next: (sha256: string) => string): void {
  source = next;
}
