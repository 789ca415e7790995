// Actions on one photo: a main button, one beside it, the rest in a menu.
import { useState } from 'react';
import type { PhotoAction, PhotoDetail } from '../../../shared/library/photo.ts';
import { Icon } from '../../components/icon.tsx';
import { MenuButton, type MenuEntry } from '../../components/menu-button.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import type { Converting } from './convert-dialog.tsx';
import { ConvertPhoto } from './convert-photo.tsx';
import { UnclearDialog } from './unclear-dialog.tsx';
import { useCommand } from '../../engine/use-command.ts';

/** States that need no decision: no button is highlighted as the next step. */
const wantsNothing: readonly string[] = ['done', 'waiting', 'checking', 'duplicate', 'skipped'];

export function PhotoActions({ detail }: { detail: PhotoDetail }) {
  const { t } = useI18n();
  const runCommand = useCommand();
  const { fileId } = detail.row;
  const [converting, setConverting] = useState<Converting | null>(null);
  const [comparing, setComparing] = useState(false);
  const run = (action: PhotoAction): void => {
    if (action === 'shrink' || action === 'convert') setConverting(action);
    else void runCommand('photos.act', { fileIds: [fileId], action });
  };
  const all: MenuEntry[] = detail.actions.map((action) => ({
    label: t(
      `photo.action.${action === 'send_anyway' && detail.row.reason === 'place_stays' ? 'send_with_place' : action}`,
    ),
    run: () => run(action),
  }));
  if (detail.actions.includes('it_is_not_there'))
    all.unshift({ label: t('unclear.compare', { n: 1 }), run: () => setComparing(true) });
  const waitsForPerson = all.length > 0 && !wantsNothing.includes(detail.row.shown);
  if (detail.url !== null)
    all.push({
      label: t('window.openOnOk'),
      icon: 'open-out',
      run: () => void runCommand('shell.openOnOk', { fileId }),
    });
  const showInFolder: MenuEntry = {
    label: t('photo.showInFolder'),
    icon: 'folder',
    run: () => void runCommand('shell.showInFolder', { fileId }),
  };
  // A photo that was left out may be damaged: sending it is never the first button.
  if (detail.row.shown === 'skipped') all.unshift(showInFolder);
  else if (all.length < 2) all.push(showInFolder);
  const [main, second, ...rest] = all;
  if (main === undefined) return null;
  return (
    <footer>
      <button type="button" className={waitsForPerson ? 'btn primary' : 'btn'} onClick={main.run}>
        {main.icon !== undefined && <Icon name={main.icon} size="small" />}
        <span className="clip">{main.label}</span>
      </button>
      {second !== undefined && (
        <button type="button" className="btn quiet second-act" onClick={second.run}>
          <span className="clip">{second.label}</span>
        </button>
      )}
      {rest.length > 0 && (
        <MenuButton
          label={t('window.actions')}
          entries={rest}
          trigger={
            <button type="button" className="btn icon-only push-end">
              <Icon name="more" size="small" />
            </button>
          }
        />
      )}
      {comparing && <UnclearDialog rows={[detail.row]} onClose={() => setComparing(false)} />}
      {converting !== null && <ConvertPhoto row={detail.row} action={converting} onClose={() => setConverting(null)} />}
    </footer>
  );
}
