// One attempt to sign in at a time.
import { expect, test } from 'vitest';
import { SignInAttempts } from './sign-in-attempts.ts';

test('a new attempt cancels the one before, and begins when that one has ended', async () => {
  const attempts = new SignInAttempts();
  const done: string[] = [];
  let endFirst = (): void => undefined;
  const noError = (): void => void done.push('error');
  attempts.start(async (signal, isCurrent) => {
    done.push('first');
    await new Promise<void>((resolve) => (endFirst = resolve));
    done.push(`first ends, aborted ${signal.aborted}, current ${isCurrent()}`);
  }, noError);
  await expect.poll(() => done).toEqual(['first']);
  attempts.start(() => Promise.resolve(void done.push('second')), noError);
  expect(done).toEqual(['first']);
  endFirst();
  await expect.poll(() => done).toEqual(['first', 'first ends, aborted true, current false', 'second']);
});

test('an attempt that was cancelled before it began never runs', async () => {
  const attempts = new SignInAttempts();
  const done: string[] = [];
  attempts.start(
    () => Promise.resolve(void done.push('ran')),
    () => undefined,
  );
  expect(attempts.cancel()).toBe(true);
  expect(attempts.cancel()).toBe(false);
  await attempts.close();
  expect(done).toEqual([]);
});

test('an error is reported, with whether its attempt is still wanted', async () => {
  const attempts = new SignInAttempts();
  const errors: unknown[] = [];
  attempts.start(
    () => Promise.reject(new Error('broken')),
    (error, isCurrent) => errors.push(String(error), isCurrent),
  );
  await expect.poll(() => errors).toEqual(['Error: broken', true]);
});
