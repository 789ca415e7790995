// `npm run demo`, in Russian.
import type { DemoTexts } from '../types.ts';

export const ruDemo: DemoTexts = {
  making: 'Рисую фотографии для примера …',
  photo: 'Фотография',
  state: 'Состояние',
  reason: 'Причина',
  proof: 'Доказательство по книге самого сервиса',
  arrived: (n) => `Нужно было отправить фотографий: ${n}, каждая пришла один раз, байт в байт.`,
  missing: (path) => `не пришла: ${path}`,
  twice: (path, times) => `пришла ${times} раз: ${path}`,
  foreign: (sha256) => `этой никто не посылал: ${sha256}`,
  keep: 'Сервис остаётся, чтобы его можно было посмотреть. Ctrl+C закончит.',
};
