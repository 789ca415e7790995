// Which photo stands in which frame of the first start's wall. A photo that has its frame keeps it; frames never move. Pure.
import { maxFolderPreviews, type FolderPreview } from '../../../shared/library/folder.ts';
import { shapeOf } from '../../components/shape.ts';

/** Widths by heights; as many as there are photos at most. */
export const frames: readonly number[] = [
  1.6, 1.6, 0.76, 1.6, 1.77, 0.82, 1.6, 1.6, 0.85, 1.6, 2.6, 2.1, 1.6, 1.5, 1.6, 0.76, 1.6, 1.6, 1.2, 1.6, 0.8, 1.7,
  1.5, 1.6,
];
/** A frame that is left empty for a photo of its own shape is filled before so many after it are. */
const ahead = 3;

export type WallSlots = readonly (FolderPreview | null)[];
export const emptySlots: WallSlots = frames.map(() => null);

/** One of each folder, then the next of each; copies once. */
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

/** The same array when nothing changes. */
export function filledSlots(before: WallSlots, wanted: readonly FolderPreview[]): WallSlots {
  const stays = new Set(wanted.map(({ sha256 }) => sha256));
  const seats = before.map((photo) => (photo !== null && stays.has(photo.sha256) ? photo : null));
  const there = new Set(seats.flatMap((photo) => photo?.sha256 ?? []));
  for (const photo of wanted) {
    if (there.has(photo.sha256)) continue;
    const seat = seatFor(seats, shapeOf(photo));
    if (seat === null) break;
    seats[seat] = photo;
  }
  return seats.every((photo, index) => photo === before[index]) ? before : seats;
}

function seatFor(seats: WallSlots, shape: number): number | null {
  const first = seats.indexOf(null);
  if (first < 0) return null;
  let best = first;
  const misfit = (seat: number): number => Math.abs(Math.log((frames[seat] ?? 1) / shape));
  for (let seat = first; seat <= first + ahead && seat < seats.length; seat += 1)
    if (seats[seat] === null && misfit(seat) < misfit(best)) best = seat;
  return best;
}
