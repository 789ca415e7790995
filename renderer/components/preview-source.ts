// Where a preview's picture comes from: copies and album photos made for one look. The stories put pictures made by code in its place.

let source = (name: string): string => `app://preview/${name}`;

export function previewAddress(name: string): string {
  return source(name);
}

export function setPreviewSource(next: (name: string) => string): void {
  source = next;
}
