// Sends dropped or chosen paths to the engine and shows the result as toasts.
import { useCallback } from 'react';
import type { AlbumTarget } from '../../../shared/library/album.ts';
import type { AskedRules } from '../../../shared/library/folder-rules.ts';
import { readableName } from '../../../shared/readable-names.ts';
import { useToast } from '../../use-toast.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';

/** The contract takes this many paths at once. */
const mostPaths = 100_000;

export function useSendDropped(): (paths: readonly string[], target: AlbumTarget, rules: AskedRules) => Promise<void> {
  const runCommand = useCommand();
  const showToast = useToast();
  const { t } = useI18n();
  const { go } = useRoute();
  return useCallback(
    async function send(paths: readonly string[], target: AlbumTarget, rules: AskedRules): Promise<void> {
      const result = await runCommand('drop.add', { paths: paths.slice(0, mostPaths), target, rules });
      if (commandFailed(result)) return;
      const [firstLeftOut] = result.leftOut;
      const added = result.files - result.leftOut.length - result.there;
      if (added > 0)
        showToast({
          text: t('drop.added', { n: added }),
          action: { label: t('window.show'), run: () => go(routeOf('photos')) },
        });
      else if (result.there > 0) showToast({ text: t('drop.there', { n: result.there }) });
      else if (result.refused.every(({ code }) => code === 'ignored') && firstLeftOut === undefined)
        showToast({ text: t('drop.addedNothing') });
      if (firstLeftOut !== undefined)
        showToast({
          text:
            result.leftOut.length === 1
              ? t('drop.leftOutOne', { name: firstLeftOut.name })
              : t('drop.leftOut', { n: result.leftOut.length }),
          need: true,
          action: {
            label: t('overview.sendAfterAll'),
            run: () =>
              void runCommand('photos.act', {
                fileIds: result.leftOut.map(({ fileId }) => fileId),
                action: 'send_anyway',
              }),
          },
        });
      const unnamed = result.refused.filter(({ code }) => code === 'unnamed').map(({ path }) => path);
      const [unnamedFirst] = unnamed;
      if (unnamedFirst !== undefined)
        showToast({
          text:
            unnamed.length === 1
              ? t('drop.unnamedOne', { name: readableName(unnamedFirst) })
              : t('drop.unnamed', { n: unnamed.length }),
          need: true,
          // Files that are dropped one by one count as photos, whatever their names.
          action: { label: t('drop.sendUnnamed'), run: () => void send(unnamed, target, rules) },
        });
      // The answer lists only so many files; the button does not send the others, so they are reported.
      const moreUnnamed = result.refusedCounts.unnamed - unnamed.length;
      if (moreUnnamed > 0)
        showToast({ text: `${t('drop.refusedTitle', { n: moreUnnamed })}: ${t('drop.refused.unnamed')}`, need: true });
      // Junk files (.DS_Store, Thumbs.db) need no report.
      const { ignored: _, unnamed: __, ...counts } = result.refusedCounts;
      const refusals = Object.values(counts).reduce((sum, n) => sum + n, 0);
      const first = result.refused.find(({ code }) => code !== 'ignored' && code !== 'unnamed');
      if (first === undefined) return;
      const line = t('drop.refusedLine', { name: readableName(first.path), why: t(`drop.refused.${first.code}`) });
      showToast({
        text: `${t('drop.refusedTitle', { n: refusals })}. ${line}${refusals > 1 ? `, ${t('window.more', { n: refusals - 1 })}` : ''}`,
        need: true,
      });
    },
    [runCommand, showToast, t, go],
  );
}
