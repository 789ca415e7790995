// How a request reports its progress. Types only.

export type Progress = {
  /** After every piece that was read. */
  onRead?: (readBytes: number) => void;
  /** The file was read: from here on only the processor works. */
  onDecode?: () => void;
};
