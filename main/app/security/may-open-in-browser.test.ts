// Only the service's own pages reach the browser.
import { expect, test } from 'vitest';
import { mayOpenInBrowser } from './may-open-in-browser.ts';

test.each([
  'https://ok.ru/profile/1/photos',
  'https://m.ok.ru/x',
  'https://www.odnoklassniki.ru/',
  'http://127.0.0.1:7800/album/2',
  'http://localhost:1/',
])('%s may be opened', (address) => expect(mayOpenInBrowser(address)).toBe(true));

test.each([
  'http://ok.ru/',
  'https://ok.ru.example.com/',
  'https://notok.ru/',
  'https://ok.ru@example.com/',
  'https://user:password@ok.ru/',
  'http://192.168.0.1/',
  'http://127.0.0.1.example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://ok.ru/share',
  'ms-settings:',
  '',
])('%s may not', (address) => expect(mayOpenInBrowser(address)).toBe(false));
