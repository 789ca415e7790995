// The cause of a failed attempt as part of a sentence, from the typed word that row and journal store. Pure.
import type { TextKey } from './ru.ts';
import type { Translate } from './translate.ts';

type FailureKey = Extract<TextKey, `failure.${string}`>;

/** Words without a number, of the network and of our own steps. */
const plain: Readonly<Record<string, FailureKey>> = {
  'service:offline': 'failure.offline',
  'service:network': 'failure.network',
  'service:timeout': 'failure.timeout',
  'service:malformed': 'failure.unreadable',
  'reservation lost': 'failure.reservation',
  'refused as a group': 'failure.group',
  'not in the album yet': 'failure.notSeen',
  'file changed': 'failure.changed',
  vanished: 'failure.vanished',
  'disk-full': 'failure.diskFull',
  'cannot-write': 'failure.cannotWrite',
  unavailable: 'failure.imaging',
  'mending crashed': 'failure.imaging',
};

/** An unknown word is shown as it is: it is our own, never text from outside. */
export function failureText(t: Translate, stored: string): string {
  // Rows written by version 0.1.0 call `service` «nobody» and `service-throttled` «nobody-long».
  const word = stored.replace(/^nobody(-long)?:/u, (_, long) => (long ? 'service-throttled:' : 'service:'));
  const key = plain[word];
  if (key !== undefined) return t(key);
  if (word.startsWith('service-throttled:')) return t('failure.throttled');
  if (word.startsWith('service:not_ok') || word === 'not-ok-server') return t('failure.notOk');
  if (/^service:http:5\d\d$/u.test(word)) return t('failure.server');
  const code = /^[a-z-]+(?::[a-z_-]+)?:(\d+)$/u.exec(word)?.[1];
  return code === undefined ? t('failure.other', { word }) : t('failure.answered', { code });
}
