// What the service's answer to «whose token is this?» is taken for.
import { expect, test } from 'vitest';
import { fetchUser } from './fetch-user.ts';

const credentials = {
  apiAddress: 'https://api.ok.ru/',
  applicationKey: 'CDEMOKEYBABABABA',
  accessToken: 'a-token',
  signingSecret: 'a-secret',
};
const says = (text: string) => fetchUser(credentials, async () => new Response(text));

test('a profile names the person; an answer that is none, or names nobody, does not', async () => {
  expect(await says('{"uid":"57","first_name":"Анна","last_name":"Ильина"}')).toEqual({
    userId: '57',
    name: 'Анна Ильина',
  });
  expect(await says('{"error_code":104,"error_msg":"PARAM_SIGNATURE"}')).toBe('wrong_key');
  expect(await says('{"uid":"../../elsewhere","name":"x"}')).toBe('not_answering');
  expect(await says('<html>')).toBe('not_answering');
});

test('an answer without an end is not read to its end', async () => {
  let pulled = 0;
  const endless = (): Response =>
    new Response(
      new ReadableStream({
        pull(controller) {
          pulled += 1;
          if (pulled > 1_000) controller.close();
          else controller.enqueue(new Uint8Array(10_000));
        },
      }),
    );
  expect(await fetchUser(credentials, async () => endless())).toBe('not_answering');
  // Two attempts of at most 100 kB each.
  expect(pulled).toBeLessThan(40);
});

test('a redirect is not followed, so that no token goes to another host', async () => {
  const asked: (RequestInit | undefined)[] = [];
  await fetchUser(credentials, async (_address, how) => {
    asked.push(how);
    return new Response('{}');
  });
  expect(asked.map((how) => how?.redirect)).toEqual(['error', 'error']);
});
