import { expect, test } from 'vitest';
import { openTestLibrary } from '../testing/open-test-library.ts';

test('a folder whose rules have changed is noted under the key that earlier versions wrote', () => {
  const library = openTestLibrary();
  try {
    const { rulesPending, meta } = library.tables;
    meta.put('unjudged', '{"7":2}');
    expect(rulesPending.has(7)).toBe(true);
    expect(rulesPending.mark(7)).toBe(2);
    rulesPending.done(7, 2);
    expect(meta.text('unjudged')).toBeNull();
  } finally {
    library.close();
  }
});
