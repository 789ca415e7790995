// The dialog that adds a folder: its tree with counts on the left; album, privacy, rules and the outcome on the right.
import { Dialog } from '@base-ui/react/dialog';
import { unopenedNote } from '../../../shared/locales/unopened-text.ts';
import { AlbumFields } from '../../components/album-fields.tsx';
import { Icon } from '../../components/icon.tsx';
import { commandErrorText } from '../../engine/use-command.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { albumsFor, treeOf } from './folder-tree.ts';
import { FolderTreeView } from './folder-tree-view.tsx';
import { RuleFields } from './rule-fields.tsx';
import { useAddFolderForm, type AddFolderForm } from './use-add-folder-form.ts';

export function AddFolderDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const { t } = useI18n();
  const form = useAddFolderForm(path, onClose);
  const { survey, left, error, busy, rules } = form;
  const label =
    left === null || left.photos === 0
      ? t('folderForm.watch')
      : t(rules.review ? 'folderForm.showFirst' : 'folderForm.sendAndWatch', { n: left.photos });
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog wide">
          <header className="with-line">
            <Dialog.Title>{t('folderForm.addTitle', { name: form.name })}</Dialog.Title>
            <Dialog.Description className="meta clip" title={path}>
              {t('folderForm.addHint')}
            </Dialog.Description>
          </header>
          <div className="folder-form">
            <div className="form-what">
              <Counted form={form} />
            </div>
            <div className="form-where">
              <Choices form={form} />
              <Outcome form={form} />
            </div>
          </div>
          <footer>
            <span className="grow meta">{survey === null ? '' : t('folderForm.found', { n: survey.photos })}</span>
            <Dialog.Close className="btn quiet">{t('window.close')}</Dialog.Close>
            <button
              type="button"
              className="btn primary"
              disabled={busy || error !== null}
              onClick={() => void form.add()}
            >
              {label}
            </button>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What was found in the folder so far. */
function Counted({ form: { survey, error, name, out, setOut } }: { form: AddFolderForm }) {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <>
      {survey === null && error === null && <p className="second">{t('folderForm.counting')}</p>}
      {error !== null && <p className="need-text">{commandErrorText(i18n, error)}</p>}
      {survey !== null && survey.photos === 0 && <p className="second">{t('folderForm.nothing')}</p>}
      {survey !== null && survey.photos > 0 && (
        <FolderTreeView root={treeOf(survey, name)} out={out} onChange={setOut} />
      )}
      {survey?.complete === false && <p className="meta">{t('folderForm.incomplete')}</p>}
      {survey !== null && survey.unopened !== null && <p className="need-text">{unopenedNote(t, survey.unopened)}</p>}
    </>
  );
}

function Choices({ form }: { form: AddFolderForm }) {
  const { t } = useI18n();
  const { survey, titles } = form;
  return (
    <>
      <h3 className="caption">{t('album.label')}</h3>
      <AlbumFields
        choice={form.choice}
        albums={form.albums}
        onChange={form.setChoice}
        tried={form.tried}
        {...(survey === null ? {} : { subfolders: albumsFor(survey, form.out), titles })}
      />
      <h3 className="caption">{t('folderForm.rules')}</h3>
      <RuleFields
        rules={form.rules}
        onChange={form.setRules}
        patterns={form.patterns}
        onPatterns={form.setPatterns}
        versionsFound={survey?.versions ?? 0}
      />
    </>
  );
}

/** How many photos the last button is about. */
function Outcome({ form: { survey, left } }: { form: AddFolderForm }) {
  const { t, bytes, number } = useI18n();
  if (survey === null || left === null) return null;
  return (
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
      {survey.photos > left.photos && (
        <div className="plan-line">
          <Icon name="skip" />
          <span>{t('folderForm.leftOut')}</span>
          <span>{number(survey.photos - left.photos)}</span>
        </div>
      )}
    </>
  );
}
