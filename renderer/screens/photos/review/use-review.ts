// Picking photos that wait for review and deciding about them. They look decided at once; the lists follow.
import { useMemo, useState } from 'react';
import type { PhotoCursor } from '../../../../shared/library/photo.ts';
import { useToast } from '../../../use-toast.ts';
import { useI18n } from '../../../i18n/use-i18n.tsx';
import { commandFailed, useCommand } from '../../../engine/use-command.ts';
import { invoke } from '../../../bridge.ts';
import type { PhotoPageFilter } from '../use-photo-pages.ts';
import { nothingPicked, stretched, toggled, without, type ReviewDecision, type Picked } from './picking.ts';

/** At most so many photos in one call. */
const slice = 500;

export interface Review {
  picked: Picked;
  /** Decided, but still in the list for a moment. */
  decided: ReadonlyMap<number, ReviewDecision>;
  toggle(index: number, fileId: number): void;
  stretch(index: number, idAt: (index: number) => number | null): void;
  unpick(): void;
  decide(fileIds: readonly number[], decision: ReviewDecision): Promise<void>;
  /** Decides about all photos that the filter shows. */
  decideAll(decision: ReviewDecision): Promise<void>;
  busy: boolean;
}

/** null: the filter shows other photos than those that wait for review. */
export function useReview(filter: PhotoPageFilter): Review | null {
  const runCommand = useCommand();
  const showToast = useToast();
  const { t } = useI18n();
  const [picked, setPicked] = useState<Picked>(nothingPicked);
  const [decided, setDecided] = useState<ReadonlyMap<number, ReviewDecision>>(new Map());
  const [busy, setBusy] = useState(false);
  const { shown, search, folderId } = filter;
  return useMemo(() => {
    if (shown !== 'review') return null;
    async function decide(fileIds: readonly number[], decision: ReviewDecision): Promise<number | null> {
      setPicked((now) => without(now, fileIds));
      setDecided((now) => new Map([...now, ...fileIds.map((fileId) => [fileId, decision] as const)]));
      let changed = 0;
      for (let from = 0; from < fileIds.length; from += slice) {
        const part = fileIds.slice(from, from + slice);
        const done = await runCommand('photos.act', { fileIds: part, action: decision });
        if (commandFailed(done)) {
          const back = new Set(fileIds.slice(from));
          setDecided((now) => new Map([...now].filter(([fileId]) => !back.has(fileId))));
          return null;
        }
        changed += done.changed;
      }
      return changed;
    }
    async function idsShown(): Promise<number[]> {
      const ids: number[] = [];
      let after: PhotoCursor | null = null;
      do {
        const page: Awaited<ReturnType<typeof invoke<'photos.page'>>> = await invoke('photos.page', {
          shown: 'review',
          search,
          folderId,
          after,
          limit: slice,
        });
        if (!page.ok) break;
        ids.push(...page.value.rows.map((row) => row.fileId));
        after = page.value.next;
      } while (after !== null);
      return ids;
    }
    return {
      picked,
      decided,
      busy,
      toggle: (index, fileId) => setPicked((now) => toggled(now, index, fileId)),
      stretch: (index, idAt) => setPicked((now) => stretched(now, index, idAt)),
      unpick: () => setPicked(nothingPicked),
      async decide(fileIds, decision) {
        const changed = await decide(fileIds, decision);
        // One photo shows its new state itself; several get a toast.
        if (changed !== null && fileIds.length > 1)
          showToast({ text: t(decision === 'approve' ? 'review.sent' : 'review.left', { n: changed }) });
      },
      async decideAll(decision) {
        setBusy(true);
        const changed = await decide(await idsShown(), decision);
        setBusy(false);
        if (changed !== null)
          showToast({ text: t(decision === 'approve' ? 'review.sent' : 'review.left', { n: changed }) });
      },
    };
  }, [shown, search, folderId, picked, decided, busy, runCommand, showToast, t]);
}
