// Step 1: photo ids and the address their bytes go to, which is a secret.
import type { AllowedUploadHosts } from '../../shared/upload-hosts.ts';
import { remoteFailure, type RemoteAnswer } from './answer.ts';
import { apiBase, uploadAddress } from './address.ts';
import type { ApiCalls } from './api-calls.ts';
import { answerInGroup, placeParams } from './groups.ts';
import type { ApiClock } from './ports.ts';
import { uploadUrlAnswer, type UploadUrlAnswer } from './wire.ts';

export interface ReserveInput {
  /** null: personal photos. */
  albumRemoteId: string | null;
  /** The group that the album belongs to; null or absent: the user's own. */
  groupId?: string | null;
  /** Bytes of each photo, in the order in which the ids come back. */
  sizes: readonly number[];
}

/** Plain data. */
export interface Reservation {
  /** At least one; fewer than asked for when the service gives fewer. The n-th belongs to the n-th size. */
  photoIds: string[];
  /** A secret. With a placeholder for the ids, see `fillPlaceholder`. */
  uploadUrl: string;
  /** By our own clock, milliseconds since 1970. */
  expiresAtMs: number;
}

/**
 * Reserves for many photos in one call. Safe to repeat: nothing is visible before the commit.
 * A size the service refuses fails the whole call with `file` trouble; which one it was is not said.
 */
export async function reserveCall(
  calls: ApiCalls,
  clock: ApiClock,
  { apiAddress, uploadHosts }: { apiAddress: string; uploadHosts?: () => AllowedUploadHosts },
  input: ReserveInput,
  signal: AbortSignal,
): Promise<RemoteAnswer<Reservation>> {
  const params = {
    ...placeParams({ remoteId: input.albumRemoteId, groupId: input.groupId ?? null }),
    count: String(input.sizes.length),
    sizes: input.sizes.join(','),
    placeholders: 'true',
  };
  const answer = await calls.call('photosV2.getUploadUrl', params, uploadUrlAnswer, { signal });
  if (!answer.ok) return answerInGroup(input.groupId ?? null, answer);
  const { photo_ids: photoIds, upload_url: uploadUrl } = answer.value;
  if (photoIds.length > input.sizes.length) return remoteFailure({ who: 'service', kind: 'malformed' }, true);
  const api = apiBase(apiAddress);
  if (api === null) return remoteFailure({ who: 'address-not-allowed' }, true);
  const address = uploadAddress(fillPlaceholder(uploadUrl, photoIds), api, uploadHosts?.());
  if (address.kind === 'unknown_host') return remoteFailure(address.trouble, true);
  if (address.kind === 'unusable') return remoteFailure({ who: 'address-not-allowed' }, true);
  const aheadMs = calls.clockOffsetMs() ?? 0;
  const expiresAtMs = expiryOf(answer.value, clock.now() + aheadMs) - aheadMs;
  return { ok: true, value: { photoIds, uploadUrl, expiresAtMs } };
}

/** About what the service gives; for an answer that says nothing of it. */
const USUAL_LIFE_MS = 24 * 3_600_000;

/**
 * By the clock of `nowMs`, the service's: a computer whose clock is wrong must not throw away good reservations. The
 * older text form names no zone; Moscow's is taken, unless that is past already.
 */
export function expiryOf(answer: Pick<UploadUrlAnswer, 'expires' | 'expires_ms' | 'ttl_ms'>, nowMs: number): number {
  if (answer.ttl_ms !== undefined) return nowMs + answer.ttl_ms;
  if (answer.expires_ms !== undefined) return answer.expires_ms;
  const text = /^(\d{4})\.(\d\d)\.(\d\d) (\d\d):(\d\d)$/u.exec(answer.expires ?? '');
  if (text === null) return nowMs + USUAL_LIFE_MS;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = text.slice(1).map(Number);
  const utc = Date.UTC(year, month - 1, day, hour, minute);
  const moscow = utc - 3 * 3_600_000;
  return moscow > nowMs ? moscow : utc;
}

/** `${photoIds}`, raw or with any part of it percent-encoded. */
const PLACEHOLDER = /(?:\$|%24)(?:\{|%7b)photoIds(?:\}|%7d)/giu;
const IDS_PARAMETER = /([?&]photoIds=)([^&#]*)/u;

/**
 * The address for just these ids, each percent-encoded, joined with commas. Without a placeholder they go into the
 * `photoIds` parameter, if it does not name them already.
 */
export function fillPlaceholder(url: string, ids: readonly string[]): string {
  const list = ids.map(encodeURIComponent).join(',');
  const filled = url.replace(PLACEHOLDER, () => list);
  if (filled !== url) return filled;
  const parameter = IDS_PARAMETER.exec(url);
  if (parameter === null) return ids.length === 1 ? url : `${url}${url.includes('?') ? '&' : '?'}photoIds=${list}`;
  if (decoded(parameter[2] ?? '') === ids.join(',')) return url;
  return url.replace(IDS_PARAMETER, (_all, name: string) => name + list);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
