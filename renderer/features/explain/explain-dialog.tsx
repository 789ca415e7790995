// The dialog that explains one file: its state, why, since when, and what can be done.
import { Dialog } from '@base-ui/react/dialog';
import type { Explanation } from '../../../shared/library/explanation.ts';
import type { PhotoDetail } from '../../../shared/library/photo.ts';
import { readable, readableName } from '../../../shared/readable-names.ts';
import { Thumbnail } from '../../components/thumbnail.tsx';
import { shortPath } from '../../../shared/disk-error-kind.ts';
import { unopenedTexts } from '../../../shared/locales/unopened-text.ts';
import { useI18n, type I18n } from '../../i18n/use-i18n.tsx';
import { routeOf, useRoute } from '../../route.tsx';
import { commandErrorText, commandFailed, useCommand } from '../../engine/use-command.ts';
import { useQuery } from '../../engine/use-query.ts';
import { useAddFolder } from '../folder/add-folder.tsx';
import { PhotoActions } from '../photo/photo-actions.tsx';
import { Where } from '../photo/where.tsx';
import { Why } from '../photo/why.tsx';

interface Props {
  path: string;
  /** The person wants to ask about another file. */
  onOther: () => void;
  onClose: () => void;
}

export function ExplainDialog({ path, onOther, onClose }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const { value, error } = useQuery('photos.explain', 'photos', { path });
  const name = readableName(path);
  const texts =
    error !== null
      ? { title: t('explain.failed'), why: commandErrorText(i18n, error) }
      : value === null
        ? { title: t('explain.asking'), why: '' }
        : sentence(i18n, value, name);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="veil" />
        <Dialog.Popup className="dialog medium explain">
          <header>
            <Dialog.Title>{texts.title}</Dialog.Title>
            <Dialog.Description className="second under-title">{texts.why}</Dialog.Description>
          </header>
          <div className="dialog-body" aria-live="polite">
            {value?.kind === 'known' ? (
              <Known detail={value.detail} />
            ) : (
              <p className="meta path" title={readable(path)}>
                {readable(path)}
              </p>
            )}
          </div>
          {value?.kind === 'known' && <PhotoActions detail={value.detail} />}
          <footer>
            <button type="button" className="btn quiet" onClick={onOther}>
              {t('explain.other')}
            </button>
            <span className="grow" />
            {value !== null && <NextMove value={value} onClose={onClose} />}
            <Dialog.Close className="btn">{t('window.close')}</Dialog.Close>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Title and reason for a file the library does not know; for a known one its name, with the state below. */
function sentence({ t, moment }: I18n, value: Explanation, name: string): { title: string; why: string } {
  switch (value.kind) {
    case 'known':
      return { title: t('explain.known', { name }), why: t('explain.since', { time: moment(value.detail.sinceMs) }) };
    case 'not_watched':
      return { title: t('explain.notWatched'), why: t('explain.notWatchedWhy') };
    case 'ignored':
      return { title: t('explain.ignored'), why: t('explain.ignoredWhy', { pattern: value.pattern }) };
    case 'not_seen_yet':
      return { title: t('explain.notSeen'), why: t('explain.notSeenWhy', { title: value.folderTitle }) };
    case 'unopened': {
      const { folderTitle, place, code } = value;
      return {
        title: t('explain.unopened'),
        why: t('explain.unopenedWhy', { title: folderTitle, place: shortPath(place), ...unopenedTexts(t, code) }),
      };
    }
    case 'folder_unseen': {
      const { folderTitle, why, code } = value;
      return {
        title: t('explain.unseen'),
        why: t(`explain.unseenWhy.${why}`, { title: folderTitle, code: code ?? '' }),
      };
    }
  }
}

function Known({ detail }: { detail: PhotoDetail }) {
  return (
    <div className="explained">
      <span className="photo">
        <Thumbnail sha256={detail.row.thumbnail} alt={detail.row.name} eager />
      </span>
      <div className="grow explained-words">
        <Why detail={detail} />
        <Where detail={detail} />
      </div>
    </div>
  );
}

/** The button for the next step; actions on a known photo stand above. */
function NextMove({ value, onClose }: { value: Explanation; onClose: () => void }) {
  const { t } = useI18n();
  const { go } = useRoute();
  const runCommand = useCommand();
  const addFolder = useAddFolder();
  const leave = (then: () => void) => () => {
    onClose();
    then();
  };
  switch (value.kind) {
    case 'known':
      return (
        <button
          type="button"
          className="btn quiet"
          onClick={leave(() => go(routeOf('photos', { fileId: value.detail.row.fileId })))}
        >
          {t('explain.showAmong')}
        </button>
      );
    case 'not_watched':
      return (
        <button type="button" className="btn primary" onClick={leave(() => void addFolder())}>
          {t('explain.addFolder')}
        </button>
      );
    case 'ignored':
      return (
        <button type="button" className="btn quiet" onClick={leave(() => go(routeOf('folders')))}>
          {t('explain.toFolders')}
        </button>
      );
    case 'folder_unseen':
      return (
        <button type="button" className="btn quiet" onClick={leave(() => go(routeOf('folders')))}>
          {t('explain.toFolders')}
        </button>
      );
    case 'unopened':
    case 'not_seen_yet':
      return (
        <button
          type="button"
          className="btn primary"
          onClick={() =>
            void runCommand('folders.scan', { folderId: null }).then((done) => !commandFailed(done) && onClose())
          }
        >
          {t('explain.scan')}
        </button>
      );
  }
}
