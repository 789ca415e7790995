// The list of stories.

const screens = ['overview', 'photos', 'folders', 'problems', 'settings', 'start', 'gallery'];

export function StoryIndex({ statuses }: { statuses: readonly string[] }) {
  const link = (query: string, text: string) => (
    <li key={query}>
      <a href={`?${query}`}>{text}</a>
    </li>
  );
  const all: string[] = [
    ...screens.map((screen) => `screen=${screen}`),
    ...['starting', 'stopped', 'dying', 'failed'].map((away) => `screen=overview&away=${away}`),
    'screen=overview&away=starting&fresh',
    'screen=start&keep',
    'screen=start&step=2',
    'screen=start&step=2&fresh',
    'screen=start&step=3',
    'screen=start&step=4',
    'screen=start&step=4&checking',
    'screen=photos&photo=4',
    'screen=photos&photos=100000',
    'screen=photos&status=review&shown=review',
    'screen=photos&leftOut',
    'screen=problems&status=restored',
    'screen=problems&every',
    'screen=problems&fails=photos.previewConversion',
    'screen=problems&fails=photos.candidates',
    'screen=problems&slow=4000',
    ...['known', 'not_watched', 'ignored', 'not_seen_yet'].map((kind) => `screen=photos&explains=${kind}`),
    ...statuses.map((status) => `screen=overview&status=${status}`),
  ];
  return (
    <main className="story-index">
      <h1>Stories</h1>
      {['lang=ru', 'lang=ru&theme=dark', 'lang=en', 'lang=en&theme=dark', 'lang=pseudo'].map((how) => (
        <section key={how}>
          <h2 className="caption">{how}</h2>
          <ul>{all.map((what) => link(`${what}&${how}`, what))}</ul>
        </section>
      ))}
    </main>
  );
}
