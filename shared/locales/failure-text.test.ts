import { expect, test } from 'vitest';
import { failureText } from './failure-text.ts';
import { translator } from './translate.ts';

test.each([
  ['nobody:offline', 'нет связи с OK', 'no connection to OK'],
  ['nobody-long:blocked:9', 'OK просит подождать', 'OK asks to wait'],
  ['service:offline', 'нет связи с OK', 'no connection to OK'],
  ['service:malformed', 'ответ OK не удалось прочитать', 'the answer of OK could not be read'],
  ['service:http:502', 'OK временно не отвечает', 'OK is not answering at the moment'],
  ['service:http:418', 'OK ответил ошибкой 418', 'OK answered with error 418'],
  ['service:service:9999', 'OK ответил ошибкой 9999', 'OK answered with error 9999'],
  ['service:not_ok:302', 'вместо OK ответил кто-то другой', 'another server answered instead of OK'],
  ['service-throttled:throttled:8', 'OK просит подождать', 'OK asks to wait'],
  ['file:504', 'OK ответил ошибкой 504', 'OK answered with error 504'],
  ['id:121', 'OK ответил ошибкой 121', 'OK answered with error 121'],
  ['reservation lost', 'OK больше не принимает фото по этому адресу', 'OK takes no photo at this address any more'],
  ['disk-full', 'на диске нет места для копии', 'there is no space for the copy on the disk'],
  ['something new', 'ошибка something new', 'error something new'],
])('«%s» is said in both languages', (word, russian, english) => {
  expect([failureText(translator('ru'), word), failureText(translator('en'), word)]).toEqual([russian, english]);
});
