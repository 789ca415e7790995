// The account has the same name on every screen.
import { expect, test } from 'vitest';
import { createI18n } from '../i18n/i18n.ts';
import { createI18nApi } from '../i18n/use-i18n.tsx';
import { accountName } from './account-name.ts';

const ru = createI18nApi('ru', createI18n('ru'));

test('the demo account has the same name before and after its service has answered', () => {
  expect(accountName(ru, { kind: 'demo', name: null })).toBe('Демо-аккаунт');
  expect(accountName(ru, { kind: 'demo', name: 'Анна Соколова' })).toBe('Демо-аккаунт');
});

test('an OK account has its user’s name, and is never called a demo before that is known', () => {
  expect(accountName(ru, { kind: 'ok', name: 'Анна Соколова' })).toBe('Анна Соколова');
  expect(accountName(ru, { kind: 'ok', name: null })).toBe('Аккаунт OK');
});
