// Whose token it is, by the answers of a server. Each fault of the service: test/engine/sign-in-faults.test.ts.
import { afterEach, expect, test } from 'vitest';
import { rememberingLog, startAnswering, type AnsweringServer, type Reply } from '../ok/testing/answering-server.ts';
import { startConnectProxy } from '../ok/testing/connect-proxy.ts';
import { fetchUser, type FetchedUser } from './fetch-user.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const credentialsFor = (apiAddress: string) => ({
  apiAddress,
  applicationKey: 'CDEMOKEYBABABABA',
  accessToken: 'a-token',
  signingSecret: 'a-secret',
});

/** A service that gives these answers, one for each call, and the last one for all further calls. */
async function answering(...replies: Reply[]): Promise<AnsweringServer> {
  const server = await startAnswering(() => (replies.length > 1 ? (replies.shift() ?? null) : (replies[0] ?? null)));
  closing.push(() => server.close());
  return server;
}

async function answers(...replies: Reply[]): Promise<FetchedUser> {
  const { address } = await answering(...replies);
  return fetchUser(credentialsFor(address), null, rememberingLog());
}

test('a profile names the user by name, or by first and last name, or by the id alone', async () => {
  expect(await answers('{"uid":"57","name":"Анна"}')).toEqual({ userId: '57', name: 'Анна' });
  expect(await answers('{"uid":"57","first_name":"Анна","last_name":"Ильина"}')).toEqual({
    userId: '57',
    name: 'Анна Ильина',
  });
  expect(await answers('{"uid":"57"}')).toEqual({ userId: '57', name: '57' });
});

test('an answer without a usable id is no answer: the id becomes the name of a folder', async () => {
  for (const body of ['{"uid":"../../elsewhere","name":"x"}', '{"uid":""}', '{}', '<html>', 'null'])
    expect([body, await answers(body)]).toEqual([body, 'not_answering']);
});

test('a wrong key is told apart from every other refusal, and a refusal is not repeated', async () => {
  const refusal = (code: number): string => `{"error_code":${code},"error_msg":"x"}`;
  expect(await answers(refusal(101))).toBe('wrong_key');
  expect(await answers(refusal(104))).toBe('wrong_key');
  for (const code of [2, 8, 100, 102, 453, 4711]) {
    const server = await answering(refusal(code));
    expect([code, await fetchUser(credentialsFor(server.address), null, rememberingLog())]).toEqual([code, 'refused']);
    expect(server.asked).toHaveLength(1);
  }
});

test('without the right to see the profile the id alone is asked for', async () => {
  const noRight = '{"error_code":10,"error_msg":"x","error_data":"VALUABLE_ACCESS"}';
  expect(await answers(noRight, '"57"')).toEqual({ userId: '57', name: '57' });
  expect(await answers(noRight, '"../57"')).toBe('refused');
  expect(await answers(noRight)).toBe('refused');
});

test('no answer is asked for a second time, and the second one counts', async () => {
  expect(await answers({ status: 502, body: '<html>' }, '{"uid":"57"}')).toEqual({ userId: '57', name: '57' });
  expect(await answers({ status: 429 }, '{"uid":"57"}')).toEqual({ userId: '57', name: '57' });
  const server = await answering({ status: 502, body: '<html>' });
  expect(await fetchUser(credentialsFor(server.address), null, rememberingLog())).toBe('not_answering');
  expect(server.asked).toHaveLength(2);
});

test('a redirect is not followed, so that no token goes to another host', async () => {
  const elsewhere = await answering('{"uid":"57"}');
  const server = await answering({ status: 307, headers: { location: `${elsewhere.address}fb.do` } });
  expect(await fetchUser(credentialsFor(server.address), null, rememberingLog())).toBe('not_answering');
  expect(server.asked).toHaveLength(2);
  expect(elsewhere.asked).toHaveLength(0);
});

test('the call goes through the system’s proxy, and nowhere when the proxy refuses', async () => {
  const proxy = await startConnectProxy();
  closing.push(() => proxy.close());
  const server = await answering('{"uid":"57"}');
  expect(await fetchUser(credentialsFor(server.address), proxy.address, rememberingLog())).toMatchObject({
    userId: '57',
  });
  expect(proxy.asked).toEqual([new URL(server.address).host]);
  proxy.refuse(503);
  expect(await fetchUser(credentialsFor(server.address), proxy.address, rememberingLog())).toBe('not_answering');
  expect(server.asked).toHaveLength(1);
});

test('what fails is in the log, without token, key and secret', async () => {
  const server = await startAnswering((asked) => JSON.stringify({ error_code: 104, error_msg: String(asked.body) }));
  closing.push(() => server.close());
  const log = rememberingLog();
  await fetchUser(credentialsFor(server.address), null, log);
  expect(log.lines).toMatchObject([{ event: 'remote.trouble', fields: { method: 'users.getCurrentUser', code: 104 } }]);
  expect(JSON.stringify(log.lines)).not.toMatch(/a-token|a-secret|CDEMOKEY/);
});
