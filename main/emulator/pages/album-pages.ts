// The pages that show what arrived: all albums, one album, one photo.
import type { EmulatedService } from '../service.ts';
import type { AlbumRecord, Photo } from '../state/records.ts';
import { escapeHtml, page } from './frame.ts';
import type { PageTexts } from './texts.ts';

/** Photos shown of each album on the first page. */
const SHOWN_FIRST = 12;
const SHOWN_ON_PAGE = 120;

const living = (service: EmulatedService, aid: string | null): Photo[] =>
  service.memory.records
    .photosIn(aid)
    .filter((photo) => !photo.deleted)
    .reverse();

const megabytes = (bytes: number, { locale, megabytes: text }: PageTexts): string =>
  text((bytes / 1_000_000).toLocaleString(locale, { maximumFractionDigits: bytes < 10_000_000 ? 2 : 0 }));

export function homePage(service: EmulatedService, texts: PageTexts): string {
  const { person, memory } = service;
  const albums = [...memory.records.albums.values()].filter((album) => !album.deleted).reverse();
  const all = [...memory.records.photos.values()].filter((photo) => !photo.deleted);
  const bytes = all.reduce((sum, photo) => sum + photo.bytes, 0);
  const personal = living(service, null);
  const sections = [
    ...(personal.length > 0 ? [section(texts.personal, '/album/personal', '', personal, texts)] : []),
    ...albums.map((album) =>
      section(album.title, `/album/${album.aid}`, privacyOf(album, texts, service), living(service, album.aid), texts),
    ),
  ];
  const body =
    `<header><h1>${escapeHtml(`${person.firstName} ${person.lastName}`)}</h1>` +
    `<span class="soft">${texts.photos(all.length)} · ${megabytes(bytes, texts)} · ${texts.about}</span></header>` +
    (sections.join('') || `<p class="empty">${texts.nothing}</p>`);
  return page(texts.title, body, texts.language);
}

/** Of a group's album: whose it is. */
function privacyOf(album: AlbumRecord, { privacy, ofGroup }: PageTexts, service: EmulatedService): string {
  if (album.gid === null) return privacy[album.type] ?? album.type.toLowerCase();
  return ofGroup(service.switches.groups.find(({ gid }) => gid === album.gid)?.name ?? album.gid);
}

function section(title: string, href: string, privacy: string, photos: Photo[], texts: PageTexts): string {
  const notes = [texts.photos(photos.length), ...(privacy === '' ? [] : [privacy])].join(' · ');
  return (
    `<section><h2><a href="${href}">${escapeHtml(title)}</a> <span class="soft">${escapeHtml(notes)}</span></h2>` +
    `${grid(photos.slice(0, SHOWN_FIRST))}</section>`
  );
}

const captionOf = (photo: Photo): string => photo.comment || photo.fileName || photo.assignedId;

function grid(photos: Photo[]): string {
  const items = photos.map((photo) => {
    const caption = escapeHtml(captionOf(photo));
    const picture = photo.file === null ? '' : `<img src="/photo/${photo.assignedId}" alt="${caption}" loading="lazy">`;
    return `<li><a href="/photo/${photo.assignedId}/view">${picture}</a><p title="${caption}">${caption}</p></li>`;
  });
  return `<ul class="grid">${items.join('')}</ul>`;
}

/** One album, newest first; null when there is none. `skip` counts photos. */
export function albumPage(service: EmulatedService, texts: PageTexts, id: string, skip: number): string | null {
  const album = id === 'personal' ? null : service.memory.records.albums.get(id);
  if (album === undefined || album?.deleted) return null;
  const photos = living(service, album?.aid ?? null);
  const title = album?.title ?? texts.personal;
  const notes = [texts.photos(photos.length), ...(album === null ? [] : [privacyOf(album, texts, service)])].join(
    ' · ',
  );
  const older =
    skip + SHOWN_ON_PAGE < photos.length ? `<a href="?skip=${skip + SHOWN_ON_PAGE}">${texts.older}</a>` : '';
  const newer = skip > 0 ? `<a href="?skip=${Math.max(0, skip - SHOWN_ON_PAGE)}">${texts.newer}</a>` : '';
  const body =
    `<header><h1>${escapeHtml(title)}</h1><span class="soft">${escapeHtml(notes)}</span></header>` +
    (album?.description ? `<p>${escapeHtml(album.description)}</p>` : '') +
    `${grid(photos.slice(skip, skip + SHOWN_ON_PAGE))}<nav><a href="/">${texts.allAlbums}</a>${newer}${older}</nav>`;
  return page(title, body, texts.language);
}

/** One photo with what is known about it; null when there is none. */
export function photoPage(service: EmulatedService, texts: PageTexts, id: string): string | null {
  const { facts: names, locale } = texts;
  const photo = service.memory.records.photos.get(id);
  if (photo === undefined || photo.deleted) return null;
  const facts: [string, string][] = [
    [names.id, photo.assignedId],
    [names.file, photo.fileName ?? '—'],
    [names.format, photo.format.toUpperCase()],
    [names.size, `${photo.width} × ${photo.height}, ${texts.bytes(photo.bytes.toLocaleString(locale))}`],
    [names.sha256, photo.sha256],
    [names.published, new Date(photo.createdMs).toLocaleString(locale)],
  ];
  const rows = facts.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join('');
  const picture =
    photo.file === null
      ? `<p class="empty">${texts.notKept}</p>`
      : `<img class="large" src="/photo/${photo.assignedId}" alt="${escapeHtml(captionOf(photo))}">`;
  const album = photo.aid === null ? '/album/personal' : `/album/${photo.aid}`;
  const body =
    `<header><h1>${escapeHtml(captionOf(photo))}</h1></header>${picture}<dl>${rows}</dl>` +
    `<nav><a href="${album}">${texts.toAlbum}</a><a href="/">${texts.allAlbums}</a></nav>`;
  return page(captionOf(photo), body, texts.language);
}
