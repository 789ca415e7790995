// Fetches one small picture that the service offers for showing. Asks nowhere but at the service, and keeps nothing.
import { request, type Dispatcher } from 'undici';
import { apiBase, uploadTarget } from './address.ts';

/** A preview is far smaller; more than this is no preview. */
const mostBytes = 4 * 1024 * 1024;
const mostMs = 15_000;

export type Picture =
  | { kind: 'picture'; bytes: Uint8Array }
  /** There is none, or none that we would take: a foreign address, a refusal, too large, empty. */
  | { kind: 'none' }
  /** Nobody answered, or the service is in trouble. */
  | { kind: 'later' };

/** Never rejects: a picture to look at is worth no trouble of its own. Redirects are not followed. */
export async function fetchPicture(
  url: string,
  apiAddress: string,
  signal: AbortSignal,
  dispatcher?: Dispatcher,
): Promise<Picture> {
  const api = apiBase(apiAddress);
  // The same hosts that may be given bytes may be asked for some.
  const target = api === null ? null : uploadTarget(url, api);
  if (target === null) return { kind: 'none' };
  try {
    const answer = await request(target, {
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
