// Generated landscapes for the stories, as data URLs, so that no photographs are shipped.

/** A stable hash of a text (FNV-1a, 32 bits). */
export function hash(text: string): number {
  let value = 2166136261;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 16777619);
  return value >>> 0;
}

const skies: readonly (readonly [string, string, string])[] = [
  ['#f9c784', '#e36414', '#5f0f40'],
  ['#a9d6e5', '#468faf', '#013a63'],
  ['#d8f3dc', '#52b788', '#1b4332'],
  ['#e0aaff', '#7b2cbf', '#240046'],
  ['#ffd6a5', '#fca311', '#14213d'],
  ['#f8edeb', '#b5838d', '#6d6875'],
  ['#caf0f8', '#00b4d8', '#03045e'],
  ['#fefae0', '#a3b18a', '#344e41'],
  ['#ffe5d9', '#ffb4a2', '#6d597a'],
  ['#edf2f4', '#8d99ae', '#2b2d42'],
];

/** `width` and `height` in pixels; the seed decides everything else. */
export function picture(seed: string, width = 300, height = 200): string {
  const n = hash(seed);
  const [sky, middle, near] = skies[n % skies.length] ?? ['#eee', '#999', '#333'];
  const w = width;
  const h = height;
  const sunX = w * (0.2 + ((n >> 4) % 60) / 100);
  const sunY = h * (0.2 + ((n >> 9) % 25) / 100);
  const ridge = (base: number, swing: number, phase: number): string => {
    const points = Array.from({ length: 9 }, (_, index) => {
      const x = (w * index) / 8;
      const y = h * base + Math.sin(index * 1.3 + phase) * h * swing;
      return `${x.toFixed(0)} ${y.toFixed(0)}`;
    });
    return `M0 ${h}L${points.join('L')}L${w} ${h}z`;
  };
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}">`,
    `<defs><linearGradient id="a" x2="0" y2="1"><stop stop-color="${middle}"/><stop offset=".7" stop-color="${sky}"/></linearGradient></defs>`,
    `<rect width="${w}" height="${h}" fill="url(#a)"/>`,
    `<circle cx="${sunX.toFixed(0)}" cy="${sunY.toFixed(0)}" r="${(h * 0.09).toFixed(0)}" fill="${sky}"/>`,
    `<path d="${ridge(0.62, 0.08, n % 7)}" fill="${middle}" opacity=".75"/>`,
    `<path d="${ridge(0.8, 0.06, n % 5)}" fill="${near}"/>`,
    '</svg>',
  ].join('');
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** In the stories a sha256 has the form «seed@300x200». */
export function pictureOf(sha256: string): string {
  const [seed = '', size = '300x200'] = sha256.split('@');
  const [width = 300, height = 200] = size.split('x').map(Number);
  return picture(seed, width, height);
}
