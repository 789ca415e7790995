// One log line for each request that failed: our own words, numbers and host names, and an excerpt without secrets.
import type { Failed } from './answer.ts';
import type { ApiCalls } from './api-calls.ts';
import type { ApiLog } from './ports.ts';

export function withTroubleLog(calls: ApiCalls, log: ApiLog): ApiCalls {
  return {
    ...calls,
    async call(method, params, schema, options) {
      const answer = await calls.call(method, params, schema, options);
      if (!answer.ok) logTrouble(log, method, answer);
      return answer;
    },
  };
}

/** `method`: of the API, or `upload`. What was stopped, or never sent, gets no line. */
export function logTrouble(log: ApiLog, method: string, answer: Failed): void {
  const { trouble, mayHaveHappened } = answer;
  if (trouble.who === 'stopped' || trouble.who === 'address-not-allowed') return;
  log.warn('remote.trouble', {
    method,
    who: trouble.who,
    kind: 'kind' in trouble ? trouble.kind : null,
    code: 'code' in trouble ? (trouble.code ?? null) : null,
    ...(trouble.who === 'service' && trouble.excerpt !== undefined ? { heard: trouble.excerpt } : {}),
    ...(trouble.who === 'unknown-upload-host' ? { scheme: trouble.scheme, host: trouble.host } : {}),
    ...(trouble.who === 'redirected' ? { host: trouble.host, to: trouble.to, how: trouble.how } : {}),
    mayHaveHappened,
  });
}
