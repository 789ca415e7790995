// The error envelope of the service: codes, their names, and their form in an answer.
import type { HttpAnswer } from '../http/answer.ts';
import type { Switches } from '../switches.ts';
import { toJson } from './json.ts';

const NAMES: Record<number, string> = {
  1: 'UNKNOWN',
  2: 'SERVICE',
  3: 'METHOD',
  4: 'REQUEST',
  7: 'ACTION_BLOCKED',
  8: 'FLOOD_BLOCKED',
  9: 'IP_BLOCKED',
  10: 'PERMISSION_DENIED',
  11: 'LIMIT_REACHED',
  21: 'NOT_MULTIPART',
  22: 'NOT_ACTIVATED',
  24: 'NOT_OWNER',
  26: 'TOTAL_LIMIT_REACHED',
  100: 'PARAM',
  101: 'PARAM_API_KEY',
  102: 'PARAM_SESSION_EXPIRED',
  103: 'PARAM_SESSION_KEY',
  104: 'PARAM_SIGNATURE',
  110: 'PARAM_USER_ID',
  120: 'PARAM_ALBUM_ID',
  121: 'PARAM_PHOTO_ID',
  160: 'PARAM_GROUP_ID',
  200: 'PARAM_PERMISSION',
  210: 'PARAM_APPLICATION_DISABLED',
  300: 'NOT_FOUND',
  324: 'EDIT_PHOTO_FILE',
  453: 'SESSION_REQUIRED',
  454: 'CENSOR_MATCH',
  456: 'GROUP_RESTRICTION',
  500: 'PHOTO_SIZE_LIMIT_EXCEEDED',
  501: 'PHOTO_SIZE_TOO_SMALL',
  502: 'PHOTO_SIZE_TOO_BIG',
  503: 'PHOTO_INVALID_FORMAT',
  504: 'PHOTO_IMAGE_CORRUPTED',
  505: 'PHOTO_NO_IMAGE',
  511: 'IDS_BLOCKED',
  512: 'PHOTO_ALBUM_NOT_BELONGS_TO_USER',
  513: 'PHOTO_ALBUM_NOT_BELONGS_TO_GROUP',
  514: 'IDS_SESSION_VERIFICATION_REQUIRED',
  9999: 'SYSTEM',
};

const TEXTS: Record<number, string> = {
  2: 'Service is temporary unavailable., logged by ID : 4f1c2d3e',
  8: 'Too many calls, try again later',
  10: 'User must grant an access to permission',
  11: 'Method call limit is reached',
  21: 'Multi-part request is expected',
  102: 'Session expired',
  103: 'Invalid session key',
  453: 'Session required',
  500: 'Photo size limit exceeded',
  501: 'Photo size is too small',
  502: 'Photo size is too big',
  503: 'Invalid photo format',
  504: 'Photo image is corrupted',
  505: 'No image in the request',
  9999: 'Critical system error',
};

/** Name of a code as it stands in `error_msg`. */
export const codeName = (code: number): string => NAMES[code] ?? 'UNKNOWN';

/** A call that ends in an API error. It is returned, not thrown. */
export class ServiceRefusal {
  code: number;
  text: string;
  data: unknown;

  constructor(code: number, text?: string, data: unknown = null) {
    this.code = code;
    this.text = text ?? TEXTS[code] ?? 'Error';
    this.data = data;
  }
}

export function refusalAnswer(refusal: ServiceRefusal, switches: Switches): HttpAnswer {
  const { code, text, data } = refusal;
  return {
    status: 200,
    headers: { 'content-type': 'application/json;charset=utf-8', 'invocation-error': String(code) },
    body: toJson({ error_code: code, error_msg: `${codeName(code)} : ${text}`, error_data: data }, switches),
  };
}
