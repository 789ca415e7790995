// The policy of our pages, word for word: changing it is a decision.
import { expect, test } from 'vitest';
import { contentSecurityPolicy, developmentPolicy } from './content-security-policy.ts';

test('a page may load its own scripts, styles, fonts and pictures, thumbnails, and nothing else', () => {
  expect(contentSecurityPolicy).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; " +
      "img-src 'self' app://thumbnail app://preview; font-src 'self'; " +
      "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  );
});

test('it allows neither foreign code, nor inline code, nor evaluation', () => {
  expect(contentSecurityPolicy).not.toMatch(/unsafe|http|\*|data:|blob:/);
});

test('development adds the server’s socket and inline code, and still nothing from other hosts', () => {
  const policy = developmentPolicy('http://127.0.0.1:5173');
  expect(policy).toContain("connect-src 'self' ws://127.0.0.1:5173");
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe-eval|\*|https:/);
});
