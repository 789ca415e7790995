// Certificates are checked, also when the environment switches that off.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { stripEnvironment } from './strip-environment.ts';

test('a variable cannot switch off certificate checks, here or in processes started later', () => {
  const file = JSON.stringify(new URL('./strip-environment.ts', import.meta.url).href);
  const script = `
    const { stripEnvironment } = await import(${file});
    stripEnvironment(process.env);
    const { execFileSync } = await import('node:child_process');
    const expression = 'process.env.NODE_TLS_REJECT_UNAUTHORIZED ?? "checked"';
    process.stdout.write(execFileSync(process.execPath, ['-p', expression]));
  `;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    encoding: 'utf8',
  });
  expect(said.trim()).toBe('checked');
});

test('all other variables stay', () => {
  const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_EXTRA_CA_CERTS: '/ca.pem', HOME: '/home/anna' };
  stripEnvironment(environment);
  expect(environment).toEqual({ NODE_EXTRA_CA_CERTS: '/ca.pem', HOME: '/home/anna' });
});
