// The buttons for the next step when sending waits for the person; none where only waiting helps.
import type { AccountTrouble, Snapshot } from '../../../shared/snapshot.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';

interface Step {
  label: string;
  run: () => void;
  /** The step that sending waits for: the orange button. */
  primary: boolean;
}

/** Troubles that may be over by now: trying again is all a person can do. */
const triedAgain: readonly AccountTrouble['kind'][] = ['rejected', 'not_ok_server', 'redirected', 'strange_upload'];

export function NextStep({ snapshot }: { snapshot: Snapshot }) {
  const steps = useSteps(snapshot);
  if (steps.length === 0) return null;
  return (
    <div className="row next-step">
      {steps.map((step, index) => (
        <button
          key={step.label}
          type="button"
          className={step.primary ? 'btn primary' : index === 0 ? 'btn' : 'btn quiet'}
          onClick={step.run}
        >
          {step.label}
        </button>
      ))}
    </div>
  );
}

function useSteps(snapshot: Snapshot): Step[] {
  const { t, bytes } = useI18n();
  const { go } = useRoute();
  const runCommand = useCommand();
  const { status, round, counts } = snapshot;
  const retry: Step = { label: t('overview.retryNow'), primary: false, run: () => void runCommand('sync.retry') };
  const toAccount = (label: string): Step => ({
    label,
    primary: true,
    run: () => go(routeOf('settings', { tab: 'account' })),
  });

  /** Starts all folders that were checked and not started. */
  async function startPlanned(): Promise<void> {
    const cards = await runCommand('folders.list');
    if (commandFailed(cards)) return;
    const folderIds = cards.filter((card) => card.planned).map((card) => card.folderId);
    if (folderIds.length > 0) await runCommand('folders.start', { folderIds });
  }

  switch (status.kind) {
    case 'needs_you':
      // Problems come first; without any, new photos wait for review.
      return counts.needs_you > 0
        ? [
            {
              label: t('overview.showProblems', { n: counts.needs_you }),
              primary: true,
              run: () => go(routeOf('problems')),
            },
          ]
        : [
            {
              label: t('review.show', { n: counts.review }),
              primary: true,
              run: () => go(routeOf('photos', { shown: 'review' })),
            },
          ];
    case 'offline':
      return [retry];
    case 'account':
      if (status.trouble.kind === 'resting') return [];
      if (status.trouble.kind === 'keyring_locked') {
        return [
          { label: t('overview.openKeyring'), primary: true, run: () => void runCommand('account.openKeychain') },
        ];
      }
      if (status.trouble.kind === 'upload_host') {
        const { host } = status.trouble;
        const allow = (label: string, always: boolean): Step => ({
          label,
          primary: false,
          run: () => void runCommand('sync.allowUploadHost', { host, always }),
        });
        return [allow(t('overview.allowHost'), false), allow(t('overview.alwaysAllowHost'), true), retry];
      }
      if (triedAgain.includes(status.trouble.kind)) return [retry];
      return [toAccount(t('overview.signIn')), retry];
    case 'waiting':
      switch (status.why) {
        case 'no_account':
          return [toAccount(t('overview.connect'))];
        case 'hours':
        case 'metered':
        case 'battery':
          return [
            {
              label: t('overview.sendAnyway', { bytes: bytes(Math.max(0, round.bytesTotal - round.bytesDone)) }),
              primary: true,
              run: () => void runCommand('sync.sendAnyway'),
            },
            {
              label: t('overview.changeRule'),
              primary: false,
              run: () => go(routeOf('settings', { tab: 'network' })),
            },
          ];
        case 'planned':
          return [
            {
              label: t('overview.startSending', { n: counts.waiting }),
              primary: true,
              run: () => void startPlanned(),
            },
          ];
        case 'retry':
        case 'drive_off':
        case 'folder_shut':
        case 'disk_full':
        case 'cannot_copy':
          return [retry];
        case 'folder_paused':
        case 'folder_failed':
          return [{ label: t('overview.toFolders'), primary: false, run: () => go(routeOf('folders')) }];
      }
    case 'starting':
    case 'empty':
    case 'ready':
    case 'checking':
    case 'sending':
    case 'paused':
      return [];
  }
}
