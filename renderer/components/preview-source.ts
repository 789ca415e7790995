// The address of a preview: a copy, or a photo of an album on OK. The stories replace it by generated pictures.

let source = (name: string): string => `app://preview/${name}`;

export function previewAddress(name: string): string {
  return source(name);
}

export function setPreviewSource(next: (name: string) => string): void {
  source = next;
}
