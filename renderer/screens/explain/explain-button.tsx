// Asks for a file and says where it stands. The button is small: it is needed rarely, and found where files are missed.
import { useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { useVoice } from '../../language/voice.tsx';
import { failed, useAct } from '../../use-act.ts';
import { ExplainDialog } from './explain-dialog.tsx';

/** `plain`: an ordinary button with its words, not an icon of the title bar. */
export function ExplainButton({ plain = false }: { plain?: boolean }) {
  const { t } = useVoice();
  const act = useAct();
  const [path, setPath] = useState<string | null>(null);
  const pick = async (): Promise<void> => {
    const picked = await act('dialogs.pickPhotos');
    if (!failed(picked)) setPath((now) => picked[0] ?? now);
  };
  const label = t('explain.open');
  return (
    <>
      <button
        type="button"
        className={plain ? 'btn' : 'btn icon-only'}
        aria-label={label}
        title={label}
        onClick={() => void pick()}
      >
        <Icon name="unclear" size="small" />
        {plain && label}
      </button>
      {path !== null && <ExplainDialog path={path} onOther={() => void pick()} onClose={() => setPath(null)} />}
    </>
  );
}
