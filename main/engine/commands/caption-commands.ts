// Commands about captions: a person's own words for a photo, and bringing them to a photo that is on OK already.
import { cleanCaption } from '../../../shared/caption.ts';
import { chosenCaption } from '../../../shared/chosen-caption.ts';
import { ok, refuse, type ErrorCode, type Result } from '../../../shared/errors.ts';
import type { CallInput, CallOutput } from '../../../shared/ipc.ts';
import type { Limits } from '../../../shared/limits.ts';
import type { OkApi, Trouble } from '../../ok/api.ts';
import type { Tables } from '../db/tables.ts';
import type { LibraryQueries } from '../db/sql-queries/library-queries.ts';

export interface CaptionCommandContext {
  tables: Pick<Tables, 'files' | 'photos' | 'placements' | 'together'>;
  queries: { placements: Pick<LibraryQueries['placements'], 'details'> };
  limits(): Limits;
  /** null: not signed in. */
  remote(): Pick<OkApi, 'editCaption'> | null;
  changed(area: 'photos' | 'problems'): void;
  wake(): void;
}

/** Of a photo whose caption was refused, a new one is the decision to send it. */
export function setCaption(
  { tables, changed, wake }: CaptionCommandContext,
  { fileId, caption }: CallInput<'photos.setCaption'>,
): Result<CallOutput<'photos.setCaption'>> {
  const file = tables.files.get(fileId);
  if (file?.photoId == null) return refuse('no_such_item');
  const { photoId, placementId, reason } = file;
  const clean = caption === null ? null : cleanCaption(caption);
  tables.together(() => {
    tables.photos.setOwnCaption(photoId, clean);
    if (placementId !== null && reason === 'caption_refused')
      tables.placements.applyIfAllowed(placementId, 'wanted_again');
  });
  changed('photos');
  changed('problems');
  wake();
  return ok({ caption: clean });
}

/** Only when a person asks for it. May be repeated: it replaces what is there. */
export async function sendCaption(
  { tables, queries, limits, remote, changed }: CaptionCommandContext,
  fileId: number,
): Promise<Result<undefined>> {
  const placementId = tables.files.get(fileId)?.placementId ?? null;
  const placement = placementId === null ? null : queries.placements.details(placementId);
  if (placementId === null || placement === null) return refuse('no_such_item');
  // Without its id on OK nobody knows which photo that is.
  if (placement.state !== 'done' || placement.assigned_id === null) return refuse('no_such_item');
  const api = remote();
  if (api === null) return refuse('no_account');
  const parts = tables.placements.captionOf(placementId);
  if (parts.sharedPost) return refuse('caption_unproven');
  const caption = chosenCaption(parts, limits().maxCaptionLength);
  const edited = { photoId: placement.assigned_id, caption };
  const answer = await api.editCaption(edited, new AbortController().signal);
  if (!answer.ok) return refuse(refusalOf(answer.trouble));
  tables.placements.captionChanged(placementId, caption);
  changed('photos');
  return ok(undefined);
}

function refusalOf(trouble: Trouble): ErrorCode {
  switch (trouble.who) {
    case 'file':
      return 'caption_refused';
    case 'bug':
      return trouble.code === 100 ? 'caption_refused' : 'service_refused';
    case 'id':
      return 'no_such_item';
    case 'user':
      return trouble.kind === 'permission' ? 'permission_missing' : 'sign_in_needed';
    case 'service':
      return trouble.kind === 'offline' ? 'offline' : 'service_refused';
    default:
      return 'service_refused';
  }
}
