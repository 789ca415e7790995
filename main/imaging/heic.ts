// Decodes HEIC with libheif's WebAssembly build, because sharp's packages carry no HEVC: pixels, colour profile and
// EXIF. Blocks its thread while it works.
import { createRequire } from 'node:module';

export type OpenHeic = {
  /** As shown: libheif applies the file's own rotation and mirroring. */
  width: number;
  height: number;
  /** The TIFF block with EXIF; its orientation is already applied. */
  exif: Buffer | null;
  /** ICC profile of the pixels. */
  profile: Buffer | null;
  /** Four bytes a pixel, RGBA. null: cannot be decoded. Costs most of the time, so only on request. */
  decode: () => Promise<Uint8Array<ArrayBuffer> | null>;
  close: () => void;
};

type Pointer = { $$: { ptr: number } };
type Failure = { code?: unknown };
type Decoded = Failure & {
  image: Pointer;
  channels: { id: unknown; width: number; height: number; stride: number; data: Uint8Array }[];
};
/** The few names of libheif used here; the package's own types are all `any` where it matters. */
type LibHeif = {
  HEAPU8: Uint8Array;
  heif_error_code: { heif_error_Ok: unknown };
  heif_colorspace: { heif_colorspace_RGB: unknown };
  heif_chroma: { heif_chroma_interleaved_RGBA: unknown };
  heif_channel: { heif_channel_interleaved: unknown };
  heif_context_alloc: () => Pointer | null;
  heif_context_free: (context: Pointer) => void;
  heif_context_read_from_memory: (context: Pointer, bytes: Uint8Array) => Failure;
  heif_js_context_get_primary_image_handle: (context: Pointer) => (Pointer & Failure) | null;
  heif_image_handle_get_width: (handle: Pointer) => number;
  heif_image_handle_get_height: (handle: Pointer) => number;
  heif_image_handle_release: (handle: Pointer) => void;
  heif_image_release: (image: Pointer) => void;
  heif_js_decode_image2: (
    handle: Pointer,
    colourSpace: unknown,
    chroma: unknown,
  ) => Promise<Decoded | null> | Decoded | null;
  _malloc: (bytes: number) => number;
  _free: (at: number) => void;
  _heif_image_handle_get_number_of_metadata_blocks: (handle: number, type: number) => number;
  _heif_image_handle_get_list_of_metadata_block_IDs: (
    handle: number,
    type: number,
    ids: number,
    most: number,
  ) => number;
  _heif_image_handle_get_metadata_size: (handle: number, id: number) => number;
  _heif_image_handle_get_metadata: (error: number, handle: number, id: number, out: number) => void;
  _heif_image_handle_get_raw_color_profile_size: (handle: number) => number;
  _heif_image_handle_get_raw_color_profile: (error: number, handle: number, out: number) => void;
};

/** Bytes of EXIF or a profile; no real camera writes more. */
const mostMetadataBytes = 4 * 1024 * 1024;
const errorStructBytes = 16;

let loaded: LibHeif | undefined;

/** 1.5 MB of WebAssembly: loaded with the first HEIC, not before. */
function loadLibHeif(): LibHeif {
  loaded ??= createRequire(import.meta.url)('libheif-js/wasm-bundle') as LibHeif;
  return loaded;
}

/** Runs `fill` with memory inside the WebAssembly and copies what it wrote. */
function fetchBytes(lib: LibHeif, size: number, fill: (error: number, out: number) => void): Buffer | null {
  if (size <= 0 || size > mostMetadataBytes) return null;
  const error = lib._malloc(errorStructBytes + size);
  if (error === 0) return null;
  try {
    fill(error, error + errorStructBytes);
    return Buffer.from(lib.HEAPU8.slice(error + errorStructBytes, error + errorStructBytes + size));
  } finally {
    lib._free(error);
  }
}

function exifOf(lib: LibHeif, handle: number): Buffer | null {
  const kind = Buffer.from('Exif\0');
  const count = Math.min(8, lib._heif_image_handle_get_number_of_metadata_blocks(handle, 0));
  const type = lib._malloc(8 + 4 * 8);
  if (type === 0) return null;
  try {
    lib.HEAPU8.set(kind, type);
    const found = lib._heif_image_handle_get_list_of_metadata_block_IDs(handle, type, type + 8, Math.max(1, count));
    if (found < 1) return null;
    const id = new DataView(lib.HEAPU8.buffer).getUint32(type + 8, true);
    const block = fetchBytes(lib, lib._heif_image_handle_get_metadata_size(handle, id), (error, out) =>
      lib._heif_image_handle_get_metadata(error, handle, id, out),
    );
    if (block === null || block.length < 12) return null;
    // Four bytes tell where behind them the TIFF header begins.
    const from = 4 + block.readUInt32BE(0);
    return from + 8 <= block.length ? block.subarray(from) : null;
  } finally {
    lib._free(type);
  }
}

async function pixelsOf(
  lib: LibHeif,
  handle: Pointer,
  width: number,
  height: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const decoded = await lib.heif_js_decode_image2(
    handle,
    lib.heif_colorspace.heif_colorspace_RGB,
    lib.heif_chroma.heif_chroma_interleaved_RGBA,
  );
  if (decoded === null || decoded.code !== undefined) return null;
  try {
    const plane = decoded.channels.find((channel) => channel.id === lib.heif_channel.heif_channel_interleaved);
    if (plane === undefined || plane.width !== width || plane.height !== height) return null;
    // In memory of its own, which can be handed to another thread.
    const pixels = new Uint8Array(width * height * 4);
    for (let row = 0; row < height; row += 1)
      pixels.set(plane.data.subarray(row * plane.stride, row * plane.stride + width * 4), row * width * 4);
    return pixels;
  } finally {
    lib.heif_image_release(decoded.image);
  }
}

/** The primary picture of a HEIC file, or null when there is none to be found. The caller must `close` it. */
export function openHeic(bytes: Buffer): OpenHeic | null {
  const lib = loadLibHeif();
  const context = lib.heif_context_alloc();
  if (context === null) return null;
  const read = lib.heif_context_read_from_memory(context, bytes);
  const handle =
    read.code === lib.heif_error_code.heif_error_Ok ? lib.heif_js_context_get_primary_image_handle(context) : null;
  if (handle === null || handle.code !== undefined) {
    lib.heif_context_free(context);
    return null;
  }
  const width = lib.heif_image_handle_get_width(handle);
  const height = lib.heif_image_handle_get_height(handle);
  const at = handle.$$.ptr;
  return {
    width,
    height,
    exif: exifOf(lib, at),
    profile: fetchBytes(lib, lib._heif_image_handle_get_raw_color_profile_size(at), (error, out) =>
      lib._heif_image_handle_get_raw_color_profile(error, at, out),
    ),
    decode: () => pixelsOf(lib, handle, width, height),
    close: () => {
      lib.heif_image_handle_release(handle);
      lib.heif_context_free(context);
    },
  };
}
