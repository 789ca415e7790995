// The panel's foot: what can be done with this photo. One main button; the others beside it or in a menu.
import type { PhotoAction, PhotoDetail } from '../../../shared/library.ts';
import { Icon } from '../../components/icon.tsx';
import { MenuButton, type MenuEntry } from '../../components/menu-button.tsx';
import { useSay } from '../../components/toasts.tsx';
import { useVoice } from '../../language/voice.tsx';
import { useAct } from '../../use-act.ts';

export function PanelActions({ detail }: { detail: PhotoDetail }) {
  const { t } = useVoice();
  const act = useAct();
  const say = useSay();
  const { fileId } = detail.row;
  const run = (action: PhotoAction): void => void act('photos.act', { fileIds: [fileId], action });
  const open = detail.url === null ? null : { label: t('window.openOnOk'), icon: 'open-out' as const, run: () => void act('shell.openOnOk', { fileId }) };
  const show: MenuEntry = { label: t('photo.showInFolder'), icon: 'folder', run: () => void act('shell.showInFolder', { fileId }) };
  const link: MenuEntry[] =
    detail.url === null
      ? []
      : [
          {
            label: t('photo.copyLink'),
            icon: 'link',
            run: () => void navigator.clipboard.writeText(detail.url ?? '').then(() => say({ text: t('photo.linkCopied') })),
          },
        ];
  const actions: MenuEntry[] = detail.actions.map((action) => ({ label: t(`photo.action.${action}`), run: () => run(action) }));
  const all = [...actions, ...(open === null ? [] : [open]), show, ...link];
  const [main, second, ...rest] = all;
  if (main === undefined) return null;
  return (
    <footer>
      <button type="button" className={actions.length > 0 && detail.row.shown !== 'done' && detail.row.shown !== 'waiting' ? 'btn primary' : 'btn'} onClick={main.run}>
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
    </footer>
  );
}
