// What a request tells of its way while it lasts. Types, and nothing else.

export type Progress = {
  /** After every piece that was read. */
  onRead?: (readBytes: number) => void;
  /** The file was read: from here on only the processor works. */
  onLook?: () => void;
};
