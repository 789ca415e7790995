// Assigns previews to the frames of the first start's wall. A photo keeps its frame; frames never move. Pure.
import { maxFolderPreviews, type FolderPreview } from '../../../shared/library/folder.ts';
import { shapeOf } from '../../components/shape.ts';

/** Shapes (width / height) of the frames; one for each preview at most. */
export const frames: readonly number[] = [
  1.6, 1.6, 0.76, 1.6, 1.77, 0.82, 1.6, 1.6, 0.85, 1.6, 2.6, 2.1, 1.6, 1.5, 1.6, 0.76, 1.6, 1.6, 1.2, 1.6, 0.8, 1.7,
  1.5, 1.6,
];
/** An empty frame may be passed over for a better-fitting one at most so many frames later. */
const ahead = 3;

export type WallSlots = readonly (FolderPreview | null)[];
export const emptySlots: WallSlots = frames.map(() => null);

/** The first preview of each folder, then the second of each; identical photos once. */
export function mixed(folders: readonly (readonly FolderPreview[])[]): FolderPreview[] {
  const all = new Map<string, FolderPreview>();
  const longest = Math.max(0, ...folders.map((photos) => photos.length));
  for (let index = 0; index < longest; index += 1) {
    for (const photos of folders) {
      const photo = photos[index];
      if (photo !== undefined && !all.has(photo.sha256)) all.set(photo.sha256, photo);
    }
  }
  return [...all.values()].slice(0, Math.min(maxFolderPreviews, frames.length));
}

/** Returns the same array when nothing changes. */
export function filledSlots(before: WallSlots, photos: readonly FolderPreview[]): WallSlots {
  const stays = new Set(photos.map(({ sha256 }) => sha256));
  const slots = before.map((photo) => (photo !== null && stays.has(photo.sha256) ? photo : null));
  const shown = new Set(slots.flatMap((photo) => photo?.sha256 ?? []));
  for (const photo of photos) {
    if (shown.has(photo.sha256)) continue;
    const slot = slotFor(slots, shapeOf(photo));
    if (slot === null) break;
    slots[slot] = photo;
  }
  return slots.every((photo, index) => photo === before[index]) ? before : slots;
}

function slotFor(slots: WallSlots, shape: number): number | null {
  const first = slots.indexOf(null);
  if (first < 0) return null;
  let best = first;
  const misfit = (slot: number): number => Math.abs(Math.log((frames[slot] ?? 1) / shape));
  for (let slot = first; slot <= first + ahead && slot < slots.length; slot += 1)
    if (slots[slot] === null && misfit(slot) < misfit(best)) best = slot;
  return best;
}
