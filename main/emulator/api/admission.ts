// Who may call: checks application key, session, signature and right.
import { RIGHTS, extended } from '../account.ts';
import type { EmulatedService } from '../service.ts';
import type { Session } from '../state/records.ts';
import { applicationOf } from '../applications.ts';
import { ServiceRefusal } from './refusal.ts';
import { baseString, md5Hex, serverSecret, type Parameters } from './signature.ts';

export type Need = keyof typeof RIGHTS | null;

const ECHO_TAIL = '********SECRET KEY*******';

/**
 * The session of a call that is allowed, or why it is refused. The order of checks is the order of the service's error
 * texts.
 */
export function admit(parameters: Parameters, need: Need, service: EmulatedService): Session | ServiceRefusal {
  const key = parameters.get('application_key');
  if (key === undefined || key === '') return new ServiceRefusal(101, 'No application key');
  if (applicationOf(key, service) === null) return new ServiceRefusal(101, 'Application not exist');
  const signature = parameters.get('sig');
  if (signature === undefined) return new ServiceRefusal(100, 'Missed required parameter: sig');
  const session = findSession(parameters, service);
  if (session instanceof ServiceRefusal) return session;
  // A token is good for the application that it was given to.
  if ((session.applicationKey ?? service.credentials.applicationKey) !== key) return new ServiceRefusal(103);
  const wrong = checkSignature(parameters, signature, session, service);
  if (wrong !== null) return wrong;
  if (session.deadCode !== null) return new ServiceRefusal(session.deadCode);
  if (session.expiresMs <= service.now()) return new ServiceRefusal(102);
  if (need !== null) {
    for (const right of need === 'write' ? [RIGHTS.read, RIGHTS.write] : [RIGHTS[need]]) {
      if (!session.rights.includes(right)) return new ServiceRefusal(10, undefined, right);
    }
  }
  const longer = extended(session, service.now(), service.switches, false);
  if (longer !== null) service.memory.record({ kind: 'session', session: longer });
  return longer ?? session;
}

function findSession(parameters: Parameters, service: EmulatedService): Session | ServiceRefusal {
  const token = parameters.get('access_token') ?? parameters.get('session_key');
  if (token === undefined || token === '') {
    const { missingTokenCode } = service.switches;
    return missingTokenCode === 100
      ? new ServiceRefusal(100, 'Missed required parameter: access_token')
      : new ServiceRefusal(missingTokenCode);
  }
  return service.memory.records.sessions.get(token) ?? new ServiceRefusal(103);
}

function checkSignature(
  parameters: Parameters,
  signature: string,
  session: Session,
  service: EmulatedService,
): ServiceRefusal | null {
  const { signatureMode, sessionKeySigned } = service.switches;
  const secrets: string[] = [];
  if (signatureMode !== 'server') secrets.push(session.sessionSecretKey);
  if (signatureMode !== 'client') {
    secrets.push(serverSecret(session.accessToken, service.credentials.applicationSecretKey));
  }
  const bases: string[] = [];
  if (sessionKeySigned !== 'no') bases.push(baseString(parameters));
  if (sessionKeySigned !== 'yes') bases.push(baseString(parameters, ['session_key']));
  for (const base of bases) for (const secret of secrets) if (md5Hex(base + secret) === signature) return null;
  return new ServiceRefusal(104, `Invalid signature ${signature}, calculated by string ${bases[0]}${ECHO_TAIL}`);
}
