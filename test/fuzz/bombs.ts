// tbd
export type Bomb = { name: string; extension: string; isQuick: boolean; write: (path: string) => Promise<void> };
export const bombs: readonly Bomb[] = [];
