// The plan of the first start and what is then sent come from one rule: its numbers only grow, and the last ones are
// what arrives.
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { photoBytes } from '../fixtures/make-photos.ts';
import type { FolderRules } from '../../shared/library/folder-rules.ts';
import type { Plan } from '../../shared/library/plan.ts';
import { fixtureOfEachTest } from '../../main/engine/testing/fixture-of-each-test.ts';
import { published } from '../../main/engine/testing/published.ts';

const fixture = fixtureOfEachTest();
const old = new Date(Date.now() - 3_600_000);

async function put(name: string, bytes: Buffer): Promise<void> {
  const path = join(fixture.folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, bytes);
  await utimes(path, old, old);
}
const picture = (seed: number): Promise<Buffer> =>
  photoBytes({ format: 'jpeg', width: 320, height: 240, grain: 0, seed });

/** What lies in the folders of people: photos, copies, films, left-overs, and what a person must decide. */
async function fill(): Promise<void> {
  let seed = 1_000;
  for (const name of ['1.jpg', '2.JPG', 'a/3.jpeg', 'a/4.jpg_large', 'a/5.jfif'])
    await put(name, await picture(seed++));
  await put('a/copy of 1.jpg', await picture(1_000));
  await put('a/6.jpg', await picture(seed++));
  await put('a/6-edited.jpg', await picture(seed++));
  await put('b/7.jpg', await picture(seed++));
  await put('b/7.cr3', Buffer.concat([Buffer.from('\0\0\0\x18ftypcrx '), Buffer.alloc(3_000, 1)]));
  await put('b/8.nef', Buffer.alloc(3_000, 2));
  for (const name of ['b/9.jpg~', 'b/9.thm', '@Recycle/10.jpg', 'b/11.jpg_original', 'LOST.DIR/12'])
    await put(name, await picture(seed++));
  for (const name of ['b/recovered', 'b/13.jpg.1', 'b/14.xyz']) await put(name, await picture(seed++));
  await put('b/film.mov', Buffer.from('no picture at all'));
  await put('b/cut.jpg', (await picture(seed)).subarray(0, 700));
}

for (const [versions, photos] of [
  ['both', 8],
  ['edited', 7],
] as const satisfies [FolderRules['versions'], number][])
  test(`what the plan says at its end is what is sent: ${versions}`, async () => {
    await fill();
    const engine = await fixture.started();
    const counted = await engine.calls['folders.survey']({ path: fixture.folder });
    const target = { kind: 'new', title: 'All', privacy: 'private' } as const;
    const added = await engine.calls['folders.add']({
      path: fixture.folder,
      target,
      rules: { versions },
      planned: true,
    });
    const folderIds = [added.ok ? added.value.folderId : 0];
    const plans: Plan[] = [];
    await expect
      .poll(
        async () => {
          const plan = await engine.calls['folders.plan']({ folderIds });
          if (!plan.ok) throw new Error(plan.error.code);
          plans.push(plan.value);
          return plan.value.checking + Number(plan.value.searching);
        },
        { interval: 5 },
      )
      .toBe(0);
    const grows = plans.map(({ toSend }) => toSend.photos);
    if (versions === 'both') expect(grows).toEqual(grows.toSorted((a, b) => a - b));
    const last = plans.at(-1);
    expect(last?.toSend.photos).toBe(photos);
    expect(last?.versions).toBe(1);
    expect(new Set(last?.held)).toEqual(
      new Set([
        { reason: 'unnamed_picture', photos: 3 },
        { reason: 'unknown_format', photos: 1 },
        { reason: 'corrupted', photos: 1 },
      ]),
    );
    // Counted by names alone before: what is sent, its copy, the original that gives way, the raw file alone, and the
    // damaged one.
    expect(counted.ok && counted.value).toMatchObject({ photos: 11, versions: 1, complete: true });
    expect((await published(fixture.emulator)).length).toBe(0);
    await engine.calls['folders.start']({ folderIds });
    expect(await engine.decided()).toBe('decided');
    expect((await published(fixture.emulator)).length).toBe(photos);
  });
