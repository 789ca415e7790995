// Where a thumbnail's picture comes from. The stories put pictures made by code in its place.

let source = (sha256: string): string => `app://thumbnail/${sha256}`;

export function thumbnailAddress(sha256: string): string {
  return source(sha256);
}

export function setThumbnailSource(next: (sha256: string) => string): void {
  source = next;
}
