// The dialog of a folder about to be added: tree with counts left, album, privacy, rules and the outcome right.
import { unopenedNote } from '../../../shared/locales/unopened-text.ts';
import { useState } from 'react';
import { Dialog } from '@base-ui/react/dialog';
import { defaultRules } from '../../../shared/library/folder-rules.ts';
import { readableName } from '../../../shared/readable-names.ts';
import { AlbumFields } from '../../components/album-fields.tsx';
import { targetOf, type AlbumFormChoice } from '../../components/album-choice.ts';
import { Icon } from '../../components/icon.tsx';
import { useToast } from '../../use-toast.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { commandErrorText, commandFailed, useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { useAskedDefaults, useDefaults } from '../../engine/use-defaults.ts';
import { albumsFor, patternsOf, remaining, titlesFor, treeOf } from './folder-tree.ts';
import { FolderTreeView } from './folder-tree-view.tsx';
import { RuleFields, splitPatterns } from './rule-fields.tsx';

/** Last part of a path, for both kinds of slash. */
export function folderName(path: string): string {
  return readableName(path);
}

export function AddFolderDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const i18n = useI18n();
  const { t, bytes, number } = i18n;
  const runCommand = useCommand();
  const showToast = useToast();
  const name = folderName(path);
  const survey = useQuery('folders.survey', null, { path });
  const albums = useQuery('albums.list', 'albums', undefined).value ?? [];
  const [choice, setChoice] = useState<AlbumFormChoice>({ album: 'new', title: name, privacy: useDefaults().privacy });
  const asked = useAskedDefaults();
  const [rules, setRules] = useState({ ...defaultRules, ...asked });
  const [patterns, setPatterns] = useState('');
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const counted = survey.value;
  const titles = counted === null ? [] : titlesFor(counted, out, name);
  const left = counted === null ? null : remaining(counted, out);

  const add = async (): Promise<void> => {
    const target = targetOf(choice, albums, titles);
    setTried(true);
    if (target === null) return;
    setBusy(true);
    const done = await runCommand('folders.add', {
      path,
      target,
      rules: { ...rules, ignore: [...patternsOf(out), ...splitPatterns(patterns)] },
    });
    setBusy(false);
    if (commandFailed(done)) return;
    showToast({ text: t('folderForm.addedToast', { title: name }) });
    onClose();
  };
  const button =
    left === null || left.photos === 0
      ? t('folderForm.watch')
      : t(rules.review ? 'folderForm.showFirst' : 'folderForm.sendAndWatch', { n: left.photos });

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog wide">
          <header className="with-line">
            <Dialog.Title>{t('folderForm.addTitle', { name })}</Dialog.Title>
            <Dialog.Description className="meta clip" title={path}>
              {t('folderForm.addHint')}
            </Dialog.Description>
          </header>
          <div className="folder-form">
            <div className="form-what">
              {counted === null && survey.error === null && <p className="second">{t('folderForm.counting')}</p>}
              {survey.error !== null && <p className="need-text">{commandErrorText(i18n, survey.error)}</p>}
              {counted !== null && counted.photos === 0 && <p className="second">{t('folderForm.nothing')}</p>}
              {counted !== null && counted.photos > 0 && (
                <FolderTreeView root={treeOf(counted, name)} out={out} onChange={setOut} />
              )}
              {counted?.complete === false && <p className="meta">{t('folderForm.incomplete')}</p>}
              {counted !== null && counted.unopened !== null && (
                <p className="need-text">{unopenedNote(t, counted.unopened)}</p>
              )}
            </div>
            <div className="form-where">
              <h3 className="caption">{t('album.label')}</h3>
              <AlbumFields
                choice={choice}
                albums={albums}
                onChange={setChoice}
                tried={tried}
                {...(counted === null ? {} : { subfolders: albumsFor(counted, out), titles })}
              />
              <h3 className="caption">{t('folderForm.rules')}</h3>
              <RuleFields
                rules={rules}
                onChange={setRules}
                patterns={patterns}
                onPatterns={setPatterns}
                versionsFound={counted?.versions ?? 0}
              />
              {left !== null && counted !== null && (
                <>
                  <h3 className="caption">{t('folderForm.result')}</h3>
                  <div className="plan-line">
                    <Icon name="cloud-up" />
                    <span>
                      <span className="block">{t('folderForm.willCheck')}</span>
                      <span className="meta">{bytes(left.bytes)}</span>
                    </span>
                    <span className="strong">{number(left.photos)}</span>
                  </div>
                  {counted.photos > left.photos && (
                    <div className="plan-line">
                      <Icon name="skip" />
                      <span>{t('folderForm.leftOut')}</span>
                      <span>{number(counted.photos - left.photos)}</span>
                    </div>
                  )}
                </>
              )}
            </div>
          </div>
          <footer>
            <span className="grow meta">{counted === null ? '' : t('folderForm.found', { n: counted.photos })}</span>
            <Dialog.Close className="btn quiet">{t('window.close')}</Dialog.Close>
            <button
              type="button"
              className="btn primary"
              disabled={busy || survey.error !== null}
              onClick={() => void add()}
            >
              {button}
            </button>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
