// The shape of every API method.
import type { Exchange } from '../http/exchange.ts';
import type { EmulatedService } from '../service.ts';
import type { Session } from '../state/records.ts';
import type { Need } from './admission.ts';
import type { ServiceRefusal } from './refusal.ts';
import type { Parameters } from './signature.ts';

export interface ApiCall {
  service: EmulatedService;
  session: Session;
  parameters: Parameters;
  fault: Exchange['fault'];
  about: Exchange['about'];
}

export interface ApiMethod {
  /** The right it needs besides a session. */
  need: Need;
  /** The JSON value of the answer, or a refusal. Everything it changes is recorded before it returns. */
  run: (call: ApiCall) => unknown;
}

export type MethodTable = Record<string, ApiMethod>;

export type CallOutcome<Value> = Value | ServiceRefusal;
