// What names in old encodings are shown as.
import { describe, expect, test } from 'vitest';
import { nameOfBytes } from './byte-names.ts';
import { readable, readableName } from './readable-names.ts';

function encoder(encoding: string): (text: string) => number[] {
  const upper = [...new TextDecoder(encoding).decode(Uint8Array.from({ length: 128 }, (_, index) => 128 + index))];
  return (text) =>
    [...text].map((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code < 128 ? code : 128 + upper.indexOf(character);
    });
}
const inEncoding = (encoding: string, text: string): string => nameOfBytes(encoder(encoding)(text));

const names = [
  'Мама.jpg', 'ПАПА.JPG', 'фото 001.jpg', 'Новый год 2005', 'Отпуск в Крыму', 'Съезд', 'Хрущёв', 'Вьетнам', 'Египет-2008',
  'IMG_1234 копия.jpg', 'Безымянный.bmp', 'Новая папка (2)', 'Щука', 'Дети - лето', 'Яхта', 'из инета', 'Вовка и Лена', 'СВАДЬБА',
]; // prettier-ignore

describe.each(['windows-1251', 'koi8-r', 'ibm866'])('%s', (encoding) => {
  test.each(names)('%s', (name) => {
    expect(readable(inEncoding(encoding, name))).toBe(name);
  });
});

test('each folder of a path has its own encoding', () => {
  const path = [
    '/media/usb',
    inEncoding('koi8-r', 'Архив'),
    inEncoding('windows-1251', 'Море'),
    inEncoding('ibm866', 'Пляж.jpg'),
  ];
  expect(readable(path.join('/'))).toBe('/media/usb/Архив/Море/Пляж.jpg');
  expect(readableName(path.join('/'))).toBe('Пляж.jpg');
});

test('an ambiguous short name is decoded like its folder', () => {
  for (const [encoding, name] of [
    ['koi8-r', 'МГУ'],
    ['koi8-r', 'НГ'],
    ['windows-1251', 'хз'],
    ['koi8-r', 'АНЯ'],
  ] as const)
    expect(readable(`${inEncoding(encoding, 'Студенческие годы')}/${inEncoding(encoding, name)}`)).toBe(
      `Студенческие годы/${name}`,
    );
});

test('western names keep their letters', () => {
  for (const name of ['Müller.jpg', 'café', 'Straße', 'Noël à la plage.png', 'Mañana'])
    expect(readable(inEncoding('windows-1252', name))).toBe(name);
});

test('an undecodable name is shown byte by byte', () => {
  expect(readable(nameOfBytes([0x83, 0x65, 0x83, 0x58, 0x2e, 0x6a]))).toBe('\\x83e\\x83X.j');
  expect(readable(nameOfBytes([0xed, 0xa0, 0x80]))).toBe('\\xED\\xA0\\x80');
  // In cp866 these are spaces: a name must not be invisible.
  expect(readable(nameOfBytes([0xff, 0xff]))).toBe('яя');
  expect(readable(nameOfBytes([0xbf]))).toBe('\\xBF');
  expect(readableName(`/a/${nameOfBytes([0xc0, 0xaf, 0x81])}`)).toBe('\\xC0\\xAF\\x81');
});

test('ordinary text comes back as it is, also around a name', () => {
  expect(readable('Мама/日本/🌊\uFFFD')).toBe('Мама/日本/🌊\uFFFD');
  expect(readable(`готово: /a/${inEncoding('koi8-r', 'Дача.jpg')} — 3 КБ`)).toBe('готово: /a/Дача.jpg — 3 КБ');
  expect(readableName('C:\\фото\\мама.jpg')).toBe('мама.jpg');
});
