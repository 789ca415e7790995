// About: versions of the program and its parts, where the library lies, and the licences of what is inside.
import { useEffect, useState } from 'react';
import { Dialog } from '@base-ui/react/dialog';
import { on } from '../../bridge.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Logo } from '../../components/logo.tsx';

/** Opens itself when the menu asks for it. */
export function AboutDialog() {
  const [open, setOpen] = useState(false);
  useEffect(() => on('about.wanted', () => setOpen(true)), []);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog narrow">{open && <AboutParts />}</Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function AboutParts() {
  const { t } = useI18n();
  const runCommand = useCommand();
  const about = useQuery('app.about', null, undefined).value;
  const update = about?.update ?? { state: 'off' as const, version: null };
  const lines: [name: string, text: string][] =
    about === null
      ? []
      : [
          [t('about.version'), about.version],
          [t('about.update'), t(`about.updateState.${update.state}`, { version: update.version ?? '' })],
          [t('about.parts'), `Electron ${about.electron}, Chromium ${about.chromium}, Node ${about.node}`],
          [t('about.system'), about.platform],
          [t('about.library'), about.dataFolder],
        ];
  return (
    <>
      <header>
        <Dialog.Title className="row about-title">
          <Logo />
          <span>{t('window.name')}</span>
        </Dialog.Title>
        <Dialog.Description className="second under-title">{t('about.lead')}</Dialog.Description>
      </header>
      <dl className="dialog-body about-lines selectable">
        {lines.map(([name, text]) => (
          <div key={name}>
            <dt className="meta">{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <footer>
        <button type="button" className="btn" onClick={() => void runCommand('app.openLicences')}>
          {t('about.licences')}
        </button>
        <span className="grow" />
        <Dialog.Close className="btn primary">{t('window.close')}</Dialog.Close>
      </footer>
    </>
  );
}
