// Opens what decides whether, when and how fast anything is sent.
import type { EngineData } from './open-data.ts';
import type { EngineOptions } from './engine-options.ts';
import type { EngineSignals } from './engine-signals.ts';
import type { OkApi } from '../ok/api.ts';
import { openTransferProgress, type TransferProgress } from './report/transfer-progress.ts';
import { openAccountGate, type AccountGate } from './sending/account-gate.ts';
import { openAccountLimits, type AccountLimits } from './sending/account-limits.ts';
import { openCircuitBreakers } from './sending/circuit-breaker.ts';
import { openDiskSpace, type DiskSpace } from './sending/disk-space.ts';
import { lastSpeed, type LastSpeed } from './sending/last-speed.ts';
import { pausedUntil } from './sending/pause.ts';
import { defaultPolicy, type RetryPolicy } from './sending/retry-policy.ts';
import { openPublishingTurn, type PublishingTurn } from './sending/publishing-turn.ts';
import { openSendingRules, type SendingRules } from './sending/sending-rules.ts';
import { openUploadHosts, type UploadHosts } from './sending/upload-hosts.ts';
import { openServiceConnection, type ServiceConnection } from './sending/service.ts';

export interface SendingParts {
  policy: RetryPolicy;
  transferProgress: TransferProgress;
  speed: LastSpeed;
  sending: SendingRules;
  account: AccountGate;
  service: ServiceConnection;
  uploadHosts: UploadHosts;
  accountLimits: AccountLimits;
  publishingTurn: PublishingTurn;
  breakers: ReturnType<typeof openCircuitBreakers>;
  disk: DiskSpace;
  /** null: not signed in. */
  remote(): OkApi | null;
  pausedUntilMs(): number | null | 'no';
}

/** `lanes`: uploads that may run at once. */
export function openSending(
  options: EngineOptions,
  { tables }: EngineData,
  signals: EngineSignals,
  lanes: () => number,
): SendingParts {
  const { clock, log, dataFolder, policy = defaultPolicy, limits = {} } = options;
  const { wake } = signals;
  const sending = openSendingRules(clock, wake, options.sending);
  const account = openAccountGate({
    clock,
    log,
    tables,
    policy,
    onChange: wake,
    onReturn: () => tables.placements.forgetWaits(),
    onFailure: signals.failed,
  });
  const accountLimits = openAccountLimits({
    table: tables.limitEvidence,
    now: () => clock.now(),
    byHand: limits,
    onChange: signals.limitsChanged,
  });
  const uploadHosts = openUploadHosts(tables.meta, accountLimits.now().uploadDomains);
  const service = openServiceConnection({
    clock,
    log,
    rateLimiter: sending.rateLimiter,
    uploadHosts: uploadHosts.allowed,
    proxy: options.proxy ?? null,
    onRemote: (remote, claim) => account.use(remote, claim),
    wake,
  });
  const disk = openDiskSpace({
    folder: dataFolder,
    clock,
    onFull: signals.markChanged,
    onSpaceAgain() {
      wake();
      signals.reopenFolders();
    },
  });
  return {
    policy,
    transferProgress: openTransferProgress(clock, lanes),
    speed: lastSpeed(tables.meta),
    sending,
    account,
    service,
    uploadHosts,
    accountLimits,
    publishingTurn: openPublishingTurn({
      folder: options.turnsFolder ?? null,
      account: () => `${service.webAddress()} ${tables.meta.text('account_user_id') ?? ''}`,
      clock,
      log,
    }),
    breakers: openCircuitBreakers(clock, policy, wake),
    disk,
    remote: () => service.remote(),
    pausedUntilMs: () => pausedUntil(tables.meta, clock.now()),
  };
}
