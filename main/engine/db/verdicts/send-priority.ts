// The priority that a placement gets when it is filed.
import type { FolderRecord } from '../folder-row.ts';

/** Lower is sent first: what a person dropped goes before what a folder brought. */
export const sendPriority = (folder: Pick<FolderRecord, 'kind'>): number => (folder.kind === 'dropped' ? 0 : 10);
