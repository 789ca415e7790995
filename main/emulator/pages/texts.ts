// The texts of the pages in Russian and English, and which of the two a browser wants. Shares no text with the product.

export type PageLanguage = 'ru' | 'en';

export interface PageTexts {
  language: PageLanguage;
  /** For numbers and dates. */
  locale: string;
  title: string;
  about: string;
  nothing: string;
  personal: string;
  photos(count: number): string;
  megabytes(text: string): string;
  bytes(text: string): string;
  /** By the service's word; others are shown as they are. */
  privacy: Readonly<Record<string, string>>;
  ofGroup(name: string): string;
  older: string;
  newer: string;
  allAlbums: string;
  toAlbum: string;
  notKept: string;
  facts: { id: string; file: string; format: string; size: string; sha256: string; published: string };
}

const ru: PageTexts = {
  language: 'ru',
  locale: 'ru',
  title: 'Фото: эмулятор OK',
  about: 'эмулятор фотосервиса на этом компьютере',
  nothing: 'Здесь пока ничего нет. Альбомы и фото появятся, когда программа их отправит.',
  personal: 'Личные фото',
  // «1 фото» takes one form for every number.
  photos: (count) => `${count.toLocaleString('ru')} фото`,
  megabytes: (text) => `${text} МБ`,
  bytes: (text) => `${text} байт`,
  privacy: { PUBLIC: 'виден всем', FRIENDS: 'виден друзьям', PRIVATE: 'виден только мне' },
  ofGroup: (name) => `группа «${name}»`,
  older: 'Раньше',
  newer: 'Позже',
  allAlbums: 'Все альбомы',
  toAlbum: 'В альбом',
  notKept: 'Байты этого фото не сохранялись.',
  facts: {
    id: 'Номер',
    file: 'Файл',
    format: 'Формат',
    size: 'Размер',
    sha256: 'SHA-256',
    published: 'Опубликовано',
  },
};

const en: PageTexts = {
  language: 'en',
  locale: 'en-GB',
  title: 'Photos: OK emulator',
  about: 'an emulator of the photo service on this computer',
  nothing: 'Nothing here yet. Albums and photos appear when the program sends them.',
  personal: 'Personal photos',
  photos: (count) => `${count.toLocaleString('en-GB')} ${count === 1 ? 'photo' : 'photos'}`,
  megabytes: (text) => `${text} MB`,
  bytes: (text) => `${text} bytes`,
  privacy: { PUBLIC: 'everyone can see it', FRIENDS: 'friends can see it', PRIVATE: 'only I can see it' },
  ofGroup: (name) => `group “${name}”`,
  older: 'Older',
  newer: 'Newer',
  allAlbums: 'All albums',
  toAlbum: 'To the album',
  notKept: 'The bytes of this photo were not kept.',
  facts: { id: 'Number', file: 'File', format: 'Format', size: 'Size', sha256: 'SHA-256', published: 'Published' },
};

/** Where one of these is spoken Russian is read, too; English often is not. */
const readsRussian = new Set(['ru', 'be', 'uk', 'kk', 'ky', 'uz', 'tg', 'hy', 'az', 'tk']);

/** By an Accept-Language header. A request without a preference gets Russian, as from the service itself. */
export function pageTexts(accepted: string | undefined): PageTexts {
  const wanted = (accepted ?? '')
    .split(',')
    .map((part) => {
      const [range = '', ...more] = part.trim().toLowerCase().split(';');
      const weight = more.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((one) => one !== undefined);
      return { base: range.split('-')[0] ?? '', weight: Number(weight ?? 1) };
    })
    .filter(({ base, weight }) => base !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ base }) => base);
  const known = wanted.find((base) => base === 'en' || readsRussian.has(base));
  if (known !== undefined) return known === 'en' ? en : ru;
  return wanted.some((base) => base !== '*') ? en : ru;
}
