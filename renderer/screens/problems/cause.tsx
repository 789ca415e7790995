// One cause with its photos, explanation and actions. Buttons name the outcome and the number of photos.
import { useState } from 'react';
import type { AlbumTarget } from '../../../shared/library/album.ts';
import type { ProblemGroup } from '../../../shared/library/problem.ts';
import type { ProblemReason } from '../../../shared/reasons.ts';
import { seenText } from '../../../shared/locales/seen-text.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { PhotoStrip } from '../../components/photo-strip.tsx';
import { useToast } from '../../use-toast.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { ChooseAlbum } from '../../features/drop/choose-album.tsx';
import type { Converting } from '../../features/photo/convert-dialog.tsx';
import { ConvertGroup } from './convert-group.tsx';
import { UnclearGroup } from './unclear-group.tsx';

const icons: Readonly<Record<ProblemReason, IconName>> = {
  too_many_bytes: 'resize',
  too_small: 'photo',
  too_big: 'resize',
  invalid_format: 'convert',
  unknown_format: 'unclear',
  corrupted: 'broken',
  no_image: 'broken',
  refused_by_service: 'skip',
  caption_refused: 'unclear',
  album_gone: 'album',
  album_full: 'album',
  album_unclear: 'album',
  album_taken: 'album',
  album_privacy: 'eye',
  album_refused: 'album',
  group_gone: 'people',
  group_no_right: 'key',
  commit_unclear: 'unclear',
  maybe_there: 'unclear',
  probably_there: 'eye',
  in_other_album: 'album',
  unreadable: 'key',
  inspection_crashed: 'broken',
  inspection_timed_out: 'clock',
  mending_failed: 'convert',
  place_stays: 'pin',
  unnamed_picture: 'unclear',
  jpeg_not_sent: 'convert',
  sending_crashed: 'broken',
  gave_up: 'refresh',
};

/** Photos in the strip: one line in the smallest window. */
const stripPhotos = 5;

type Action = ProblemGroup['actions'][number];

/** The toast after a decision: a photo that goes to OK has only been queued. */
const outcomes: Partial<Record<Action, 'checkedAgain' | 'leftOut' | 'queued'>> = {
  check_again: 'checkedAgain',
  leave_out: 'leftOut',
  shrink: 'queued',
  convert: 'queued',
  try_again: 'queued',
  send_anyway: 'queued',
  send_without_caption: 'queued',
  it_is_not_there: 'queued',
  choose_album: 'queued',
  create_album: 'queued',
  next_album: 'queued',
  correct_privacy: 'queued',
  publish_anyway: 'queued',
};

/** Actions whose label must say more: for example that a photo is sent with its place. */
function wordsOf(
  reason: ProblemReason,
  action: Action,
): Action | 'look_again' | 'send_with_place' | 'another_album' | 'send_unnamed' | 'leave_out_unnamed' {
  // The decision becomes a rule of the folder.
  if (reason === 'unnamed_picture') return action === 'leave_out' ? 'leave_out_unnamed' : 'send_unnamed';
  if (reason === 'album_privacy' && action === 'try_again') return 'look_again';
  if (reason === 'album_taken' && action === 'create_album') return 'another_album';
  return reason === 'place_stays' && action === 'send_anyway' ? 'send_with_place' : action;
}

export function Cause({ group }: { group: ProblemGroup }) {
  const { t } = useI18n();
  const { go } = useRoute();
  const runCommand = useCommand();
  const showToast = useToast();
  const [choosing, setChoosing] = useState(false);
  const [converting, setConverting] = useState<Converting | null>(null);
  const [comparing, setComparing] = useState(false);
  const [busy, setBusy] = useState(false);
  const n = group.photos;
  const album = group.albumTitle ?? t('album.personal');
  const folder = group.folder?.title ?? '';
  const sees = group.seen === undefined ? '' : t(`privacy.sees.${group.seen.asked}`);

  /** `released`: photos that a new rule has already decided a moment before, so that this call no longer finds them. */
  const run = async (action: Action, target: AlbumTarget | null, released = 0): Promise<void> => {
    setBusy(true);
    const done = await runCommand('problems.act', {
      reason: group.reason,
      albumId: group.albumId,
      ...(group.folder && { folderId: group.folder.folderId }),
      action,
      target,
    });
    setBusy(false);
    if (commandFailed(done)) return;
    const changed = Math.max(done.changed, released);
    showToast({ text: t(`problems.${outcomes[action] ?? 'done'}`, { n: changed }) });
  };
  const click = (action: Action): void => {
    if (action === 'choose_album') setChoosing(true);
    else if (action === 'shrink' || action === 'convert') setConverting(action);
    else if (action === 'create_album') void run(action, { kind: 'new', title: album, privacy: 'private' });
    else void run(action, null);
  };
  /** All photos of the cause are being checked again: it stays listed until that has ended. */
  const again = group.rows.length > 0 && group.rows.every((row) => row.isCheckedAgain);
  const canCompare =
    group.reason === 'commit_unclear' || group.reason === 'maybe_there' || group.reason === 'probably_there';
  return (
    <li className="cause">
      <Icon name={icons[group.reason]} />
      <div className="grow">
        <h2>{t(`cause.title.${group.reason}`, { n, album, folder })}</h2>
        {group.seen && <p>{seenText(t, group.seen)}</p>}
        <p>{t(`cause.text.${group.reason}`, { n })}</p>
        <PhotoStrip
          rows={group.rows.slice(0, stripPhotos)}
          total={n}
          height="problem"
          onOpen={(row) => go(routeOf('photos', { shown: 'needs_you', fileId: row.fileId }))}
          onRest={() => go(routeOf('photos', { shown: 'needs_you' }))}
        />
      </div>
      <div className="acts">
        {canCompare && (
          <button type="button" className="btn" onClick={() => setComparing(true)}>
            <span className="clip">{t('unclear.compare', { n })}</span>
          </button>
        )}
        {group.actions.map((action, index) => {
          const isRunning = again && action === 'check_again';
          return (
            <ActionButton
              key={action}
              main={index === 0 && !canCompare}
              disabled={busy || isRunning}
              label={
                isRunning
                  ? t('cause.checkingAgain')
                  : t(`cause.act.${wordsOf(group.reason, action)}`, { n, album, next: group.nextTitle ?? '', sees })
              }
              onClick={() => click(action)}
            />
          );
        })}
      </div>
      {choosing && (
        <ChooseAlbum
          count={null}
          title={t('problems.chooseAlbumTitle')}
          onClose={() => setChoosing(false)}
          onChosen={(target) => {
            setChoosing(false);
            void run('choose_album', target);
          }}
        />
      )}
      {comparing && <UnclearGroup group={group} onClose={() => setComparing(false)} />}
      {converting !== null && (
        <ConvertGroup
          group={group}
          action={converting}
          onClose={() => setConverting(null)}
          onConvert={(ruled) => {
            setConverting(null);
            void run(converting, null, ruled ? n : 0);
          }}
        />
      )}
    </li>
  );
}

function ActionButton(props: { main: boolean; disabled: boolean; label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      // Not `disabled`: the keyboard focus stays on it.
      aria-disabled={props.disabled ? true : undefined}
      className={props.main ? 'btn' : 'btn quiet small'}
      onClick={() => {
        if (!props.disabled) props.onClick();
      }}
    >
      <span className="clip">{props.label}</span>
    </button>
  );
}
