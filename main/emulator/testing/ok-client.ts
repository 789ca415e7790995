// A plain client of the service for the emulator's tests, written from the service's documents.
import { expect } from 'vitest';
import { baseString, md5Hex } from '../api/signature.ts';
import { startEmulator, type Emulator, type EmulatorOptions } from '../start.ts';

// oxlint-disable typescript/no-explicit-any

export interface Reserved {
  photo_ids: string[];
  upload_url: string;
  expires_ms?: number;
  ttl_ms?: number;
  expires?: string;
}

/** Runs `body` with an emulator that is closed afterwards. */
export async function withEmulator(
  body: (emulator: Emulator) => Promise<void>,
  options: EmulatorOptions = {},
): Promise<void> {
  const emulator = await startEmulator(options);
  try {
    await body(emulator);
  } finally {
    await emulator.close();
  }
}

export type Credentials = Pick<Emulator, 'address' | 'applicationKey' | 'accessToken' | 'sessionSecretKey'>;

/** Parameters of a call with everything common and the signature. */
export function signed(emulator: Credentials, given: Record<string, string>, secret?: string): URLSearchParams {
  const parameters = new Map(
    Object.entries({
      application_key: emulator.applicationKey,
      access_token: emulator.accessToken,
      format: 'json',
      ...given,
    }),
  );
  parameters.set('sig', md5Hex(baseString(parameters) + (secret ?? emulator.sessionSecretKey)));
  return new URLSearchParams([...parameters]);
}

/** The HTTP answer of a signed POST. */
export const send = (emulator: Credentials, method: string, given: Record<string, string> = {}): Promise<Response> =>
  fetch(`${emulator.address}fb.do`, { method: 'POST', body: signed(emulator, { method, ...given }) });

/** The JSON of a signed POST, whether an answer or an error envelope. */
export const call = async (emulator: Credentials, method: string, given: Record<string, string> = {}): Promise<any> =>
  JSON.parse(await (await send(emulator, method, given)).text());

export const reserve = async (
  emulator: Credentials,
  count = 1,
  given: Record<string, string> = {},
): Promise<Reserved> => {
  const answer = await call(emulator, 'photosV2.getUploadUrl', {
    count: String(count),
    placeholders: 'true',
    ...given,
  });
  expect(answer).not.toHaveProperty('error_code');
  return answer as Reserved;
};

/** The upload address for some ids, whether it came with a filler or not. */
export const uploadUrl = (reserved: Reserved, ids = reserved.photo_ids): string => {
  const joined = ids.map(encodeURIComponent).join(',');
  return reserved.upload_url.replace('${photoIds}', joined).replace('%24%7BphotoIds%7D', joined);
};

export function form(...files: Buffer[]): FormData {
  const body = new FormData();
  for (const [place, bytes] of files.entries()) {
    body.append(`pic${place + 1}`, new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), `photo ${place + 1}.jpg`);
  }
  return body;
}

export const sendFiles = (reserved: Reserved, files: Buffer[], ids = reserved.photo_ids): Promise<Response> =>
  fetch(uploadUrl(reserved, ids), { method: 'POST', body: form(...files) });

export const upload = async (reserved: Reserved, files: Buffer[], ids = reserved.photo_ids): Promise<any> =>
  JSON.parse(await (await sendFiles(reserved, files, ids)).text());

export const commit = async (
  emulator: Credentials,
  entries: { photo_id: string; token: string; comment?: string }[],
): Promise<any> => call(emulator, 'photosV2.commit', { photos: JSON.stringify(entries) });

/** Takes photos through all three steps and returns their permanent ids. */
export async function publish(
  emulator: Credentials,
  files: Buffer[],
  given: Record<string, string> = {},
): Promise<string[]> {
  const reserved = await reserve(emulator, files.length, given);
  const answer = await upload(reserved, files);
  const entries = reserved.photo_ids.map((photo_id) => ({ photo_id, token: answer.photos[photo_id].token as string }));
  const committed = await commit(emulator, entries);
  return committed.photos.map((photo: { assigned_photo_id: string }) => photo.assigned_photo_id);
}

/** Signs in to another application of the service (switch `otherApplications`), and answers what its calls need. */
export async function signedInTo(emulator: Emulator, application: { id: string; key: string }): Promise<Credentials> {
  const body = new URLSearchParams({
    client_id: application.id,
    scope: 'VALUABLE_ACCESS;PHOTO_CONTENT;LONG_ACCESS_TOKEN',
    response_type: 'token',
    redirect_uri: 'http://localhost:7801/signed-in',
    decision: 'allow',
  });
  for (const right of ['VALUABLE_ACCESS', 'PHOTO_CONTENT', 'LONG_ACCESS_TOKEN']) body.append('right', right);
  const answer = await fetch(`${emulator.address}oauth/authorize`, { method: 'POST', body, redirect: 'manual' });
  const given = new URLSearchParams(new URL(answer.headers.get('location') ?? '').hash.slice(1));
  return {
    address: emulator.address,
    applicationKey: application.key,
    accessToken: given.get('access_token') ?? '',
    sessionSecretKey: given.get('session_secret_key') ?? '',
  };
}
