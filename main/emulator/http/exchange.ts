// One call from its first byte to its last: latency, faults, the work, the record, the answer. The only module that
// does damage on purpose.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ServiceRefusal, refusalAnswer } from '../api/refusal.ts';
import type { Fault } from '../faults/faults.ts';
import { dressed, pack } from '../faults/dress.ts';
import { httpStatusAnswer, redirectAnswer, corruptAnswer } from '../faults/corrupt.ts';
import type { EmulatedService } from '../service.ts';
import {
  cutConnection,
  sendAnswer,
  sendHalf,
  sendInterim,
  sendOldFashioned,
  sendWithTrailer,
  type HttpAnswer,
} from './answer.ts';
import { ClientGone, CutWithin, RequestBody, type BodyTroubles } from './request-body.ts';

/** Where a body is cut when its length is not stated. */
const CUT_WITHOUT_LENGTH_BYTES = 65_536;

/** What the work of a call gets. It fills `about` with what the record should tell. */
export interface Exchange {
  body: RequestBody;
  fault: Fault | null;
  about: { photoIds?: string[]; aid?: string | null };
}

/** What the work of a call gives back. */
export interface Done {
  answer: HttpAnswer;
  outcome: string;
  worked: boolean;
}

export interface CallPlan {
  /** Name that faults and the record use; found out from the body when the address does not tell it. */
  method: string | ((body: RequestBody) => Promise<string>);
  work: (exchange: Exchange) => Promise<Done>;
}

const needsWork = (fault: Fault): boolean =>
  fault.worked ??
  (fault.answer === 'truncated' ||
    fault.answer === 'wrong-types' ||
    fault.cut === 'after-stored' ||
    fault.cut === 'within' ||
    fault.cut === 'within-answer' ||
    fault.packed !== undefined ||
    fault.dress !== undefined ||
    fault.photoStatus !== undefined);

const NOTHING: Done = {
  answer: { status: 200, headers: { 'content-type': 'application/json' }, body: '' },
  outcome: 'ok',
  worked: false,
};

/** Serves one call. Resolves when the answer is handed to the connection, or the connection is cut. */
export async function serveExchange(
  service: EmulatedService,
  request: FastifyRequest,
  reply: FastifyReply,
  plan: CallPlan,
): Promise<void> {
  const atMs = service.now();
  const started = performance.now();
  const troubles: BodyTroubles = { bytesPerSecond: service.switches.bandwidthIn, cutAtBytes: null };
  const body = new RequestBody(request.raw, troubles);
  const about: Exchange['about'] = {};
  let method = typeof plan.method === 'string' ? plan.method : 'unknown';
  const write = (outcome: string, worked: boolean) => {
    const n = service.memory.records.calls.length + 1;
    const ms = Math.round((performance.now() - started) * 10) / 10;
    const call = { n, atMs, method, outcome, worked, ms, bytesIn: body.bytes, ...about };
    service.memory.record({ kind: 'called', call });
  };
  try {
    if (typeof plan.method !== 'string') method = await plan.method(body);
    const suffering = service.faults.draw(method);
    const fault = suffering.outcome;
    const latencyMs = suffering.latencyMs + service.switches.latencyMs;
    if (suffering.bandwidthIn !== null) troubles.bytesPerSecond = suffering.bandwidthIn;
    sendInterim(reply, suffering.interim);
    if (latencyMs > 0) await sleep(latencyMs);
    while (suffering.heldBy.some((one) => service.faults.list().includes(one))) await sleep(10);
    if (fault?.cut === 'before' || (fault?.cut === 'within' && body.started)) {
      write(`cut ${fault.cut}`, false);
      cutConnection(reply);
      return;
    }
    if (fault?.cut === 'within') {
      const stated = Number(request.headers['content-length'] ?? Number.NaN);
      troubles.cutAtBytes =
        fault.cutAtBytes ?? (Number.isFinite(stated) ? Math.floor(stated / 2) : CUT_WITHOUT_LENGTH_BYTES);
    }
    let done = NOTHING;
    if (fault === null || needsWork(fault)) done = await plan.work({ body, fault, about });
    else await body.drain();
    if (fault?.cut === 'after-stored' || fault?.cut === 'within-answer') {
      write(`cut ${fault.cut}`, done.worked);
      forget(done.answer);
      if (fault.cut === 'after-stored') cutConnection(reply);
      else sendHalf(reply, done.answer);
      return;
    }
    if (fault !== null) {
      const damaged = damage(done.answer, fault, service, new URL(request.url, service.address).href);
      if (damaged.answer !== undefined) forget(done.answer);
      done = { ...done, ...damaged };
    }
    write(done.outcome, done.worked);
    if (fault?.dress === 'trailers') sendWithTrailer(reply, done.answer);
    else if (fault?.dress === 'http-1.0') sendOldFashioned(reply, done.answer);
    else await sendAnswer(reply, done.answer, suffering.bandwidthOut ?? service.switches.bandwidthOut);
  } catch (error) {
    if (error instanceof CutWithin) write('cut within', false);
    else if (error instanceof ClientGone) write('aborted by client', false);
    else throw error;
    cutConnection(reply);
  }
}

/** Closes the file behind an answer that will not be sent. */
function forget({ body }: HttpAnswer): void {
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) body.destroy();
}

/** The answer that the client gets in place of the real one. */
function damage(good: HttpAnswer, fault: Fault, service: EmulatedService, asked: string): Partial<Done> {
  if (fault.code !== undefined) {
    const refusal = new ServiceRefusal(fault.code, fault.text, fault.data);
    return { answer: refusalAnswer(refusal, service.switches), outcome: `error ${fault.code}` };
  }
  if (fault.httpStatus !== undefined) {
    return {
      answer: httpStatusAnswer(fault.httpStatus, fault.retryAfterSeconds),
      outcome: `http ${fault.httpStatus}`,
    };
  }
  if (fault.answer !== undefined) {
    return { answer: corruptAnswer(good, fault.answer, fault.answerBytes), outcome: `answer ${fault.answer}` };
  }
  if (fault.redirect !== undefined) {
    const { status, to } = fault.redirect;
    return { answer: redirectAnswer(status, to === 'self' ? asked : to), outcome: `redirect ${status}` };
  }
  if (fault.packed !== undefined) return { answer: pack(good, fault.packed), outcome: `packed ${fault.packed}` };
  if (fault.dress !== undefined) return { answer: dressed(good, fault.dress), outcome: `dress ${fault.dress}` };
  return {};
}
