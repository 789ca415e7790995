// The two equal forms of an API call, from HTTP to a method and back.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { serveExchange, type Done, type Exchange } from '../http/exchange.ts';
import { TooLong, type RequestBody } from '../http/request-body.ts';
import type { EmulatedService } from '../service.ts';
import { admit } from './admission.ts';
import type { MethodTable } from './call.ts';
import { toJson } from './json.ts';
import { albumMethods } from './methods/albums.ts';
import { groupMethods } from './methods/groups.ts';
import { photosV2Methods } from './methods/photos-v2.ts';
import { photoMethods } from './methods/photos.ts';
import { topicMethods } from './methods/topics.ts';
import { userMethods } from './methods/users.ts';
import { ServiceRefusal, refusalAnswer } from './refusal.ts';
import type { Parameters } from './signature.ts';

const METHODS: MethodTable = {
  ...userMethods,
  ...photosV2Methods,
  ...albumMethods,
  ...photoMethods,
  ...groupMethods,
  ...topicMethods,
};

/** Far above any commit of `largestCount` photos. */
const LONGEST_BODY_BYTES = 8 * 1024 * 1024;

export function addApiRoutes(server: FastifyInstance, service: EmulatedService): void {
  server.route({
    method: ['GET', 'POST'],
    url: '/fb.do',
    handler: async (request, reply) => {
      const call = new Incoming(request);
      // With the method in the body, faults can only be drawn after the body has been read.
      const inQuery = call.parameters.get('method');
      const method = inQuery ?? (async (body: RequestBody) => (await call.read(body)).get('method') ?? 'unknown');
      await serveExchange(service, request, reply, { method, work: (work) => answer(call, work, service, undefined) });
    },
  });
  server.route<{ Params: { group: string; name: string } }>({
    method: ['GET', 'POST'],
    url: '/api/:group/:name',
    handler: async (request, reply) => {
      const call = new Incoming(request);
      const method = `${request.params.group}.${request.params.name}`;
      await serveExchange(service, request, reply, { method, work: (work) => answer(call, work, service, method) });
    },
  });
}

/** The parameters of one request, from its address and, once read, its body. The body wins. */
class Incoming {
  parameters: Parameters;
  #read = false;
  tooLong = false;

  constructor(request: FastifyRequest) {
    const at = request.url.indexOf('?');
    this.parameters = new Map(new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1)));
  }

  async read(body: RequestBody): Promise<Parameters> {
    if (this.#read) return this.parameters;
    this.#read = true;
    try {
      for (const [name, value] of new URLSearchParams(await body.text(LONGEST_BODY_BYTES)))
        this.parameters.set(name, value);
    } catch (error) {
      if (!(error instanceof TooLong)) throw error;
      this.tooLong = true;
    }
    return this.parameters;
  }
}

async function answer(
  call: Incoming,
  work: Exchange,
  service: EmulatedService,
  fromPath: string | undefined,
): Promise<Done> {
  const parameters = await call.read(work.body);
  const result = call.tooLong ? new ServiceRefusal(4, 'Request is too long') : run(parameters, work, service, fromPath);
  if (result instanceof ServiceRefusal) {
    return { answer: refusalAnswer(result, service.switches), outcome: `error ${result.code}`, worked: false };
  }
  const headers = { 'content-type': 'application/json;charset=utf-8' };
  return { answer: { status: 200, headers, body: toJson(result, service.switches) }, outcome: 'ok', worked: true };
}

function run(parameters: Parameters, work: Exchange, service: EmulatedService, fromPath: string | undefined): unknown {
  const name = fromPath ?? parameters.get('method') ?? '';
  if (name === '') return new ServiceRefusal(100, 'Missed required parameter: method');
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) return new ServiceRefusal(3, `Method not found : ${name.slice(0, 60)}`);
  const session = admit(parameters, method.need, service);
  if (session instanceof ServiceRefusal) return session;
  if (service.callQuota.left(name, service.switches, service.now()) === 0) return new ServiceRefusal(11);
  service.callQuota.count(name);
  return method.run({ service, session, parameters, fault: work.fault, about: work.about });
}
