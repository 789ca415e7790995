// The button that adds photos through the system's file dialog.
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { ChooseAlbum } from './choose-album.tsx';
import { useSendDropped } from './send-dropped.ts';

/** `plain`: an ordinary button beside another, not one of the title bar. */
export function AddPhotosButton({ plain = false }: { plain?: boolean }) {
  const { t } = useI18n();
  const runCommand = useCommand();
  const send = useSendDropped();
  const [paths, setPaths] = useState<readonly string[] | null>(null);
  const pick = async (): Promise<void> => {
    const picked = await runCommand('dialogs.pickPhotos');
    if (!commandFailed(picked) && picked.length > 0) setPaths(picked);
  };
  return (
    <>
      <button type="button" className={plain ? 'btn' : 'btn quiet'} onClick={() => void pick()}>
        <Icon name="plus" size="small" />
        {t(plain ? 'overview.addPhotos' : 'window.addPhotos')}
      </button>
      {paths !== null && (
        <ChooseAlbum
          count={paths.length}
          title={t('drop.chooseTitle')}
          onClose={() => setPaths(null)}
          asksRules
          onChosen={(target, rules) => {
            setPaths(null);
            void send(paths, target, rules);
          }}
        />
      )}
    </>
  );
}
