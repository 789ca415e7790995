// Fetches one small picture that the service offers for display, from the service's own hosts only.
import { request, type Dispatcher } from 'undici';
import type { AllowedUploadHosts } from '../../shared/upload-hosts.ts';
import { apiBase, uploadAddress } from './address.ts';

/** A preview is far smaller; more than this is no preview. */
const mostBytes = 4 * 1024 * 1024;
const mostMs = 15_000;

export type Picture =
  | { kind: 'picture'; bytes: Uint8Array }
  /** There is none, or none that we accept: a foreign address, a refusal, too large, empty. */
  | { kind: 'none' }
  /** No answer, or the service is in trouble. */
  | { kind: 'later' };

/** Never rejects. Redirects are not followed. */
export async function fetchPicture(
  url: string,
  apiAddress: string,
  signal: AbortSignal,
  dispatcher?: Dispatcher,
  allowed?: AllowedUploadHosts,
): Promise<Picture> {
  const api = apiBase(apiAddress);
  // The hosts that bytes may go to are the hosts that pictures may come from.
  const address = api === null ? null : uploadAddress(url, api, allowed);
  if (address?.kind !== 'target') return { kind: 'none' };
  try {
    const answer = await request(address.url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(mostMs)]),
      ...(dispatcher === undefined ? {} : { dispatcher }),
    });
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of answer.body as AsyncIterable<Uint8Array>) {
      size += piece.length;
      if (size > mostBytes) {
        answer.body.destroy();
        return { kind: 'none' };
      }
      pieces.push(piece);
    }
    if (answer.statusCode >= 500 || answer.statusCode === 429) return { kind: 'later' };
    return answer.statusCode === 200 && size > 0 ? { kind: 'picture', bytes: Buffer.concat(pieces) } : { kind: 'none' };
  } catch {
    return { kind: 'later' };
  }
}
