// Dropping files anywhere on the window: an overlay of albums with who can see them, each a drop target.
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { nameInGroup, type Album } from '../../../shared/library/album.ts';
import type { AskedRules } from '../../../shared/library/folder-rules.ts';
import { albumWords } from '../../components/album-words.ts';
import { albumValue, targetOf } from '../../components/album-choice.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { albumIcon } from '../../components/privacy.tsx';
import { useToast } from '../../use-toast.ts';
import { pathForFile } from '../../bridge.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { useAskedDefaults } from '../../engine/use-defaults.ts';
import { useExplain } from '../explain/explain.tsx';
import { ChooseAlbum } from './choose-album.tsx';
import { dropTargets, dragContentOf, type DragContent } from './drop-targets.ts';
import { usePaste } from './use-paste.ts';
import { useSendDropped } from './send-dropped.ts';
import type { PendingDrop } from './pending-drop.ts';

export function DropArea({ pending, children }: { pending: PendingDrop; children: ReactNode }) {
  const { t } = useI18n();
  const showToast = useToast();
  const send = useSendDropped();
  const rules = useAskedDefaults();
  const explain = useExplain();
  const [dragged, setDragged] = useState<DragContent | null>(null);
  // Enter and leave events come for every child: the mouse is inside while more enters than leaves were seen.
  const depth = useRef(0);
  // Dropped on «another album»: then the dialog starts with a new album, not with the personal photos.
  const [elsewhere, setElsewhere] = useState(false);
  const albums = useQuery('albums.list', 'albums', dragged === null ? null : undefined).value ?? [];

  usePaste(pending.add);

  const { paths } = pending;

  const end = (): void => {
    depth.current = 0;
    setDragged(null);
  };
  const onDragEnter = (event: DragEvent): void => {
    const holds = dragContentOf([...event.dataTransfer.items]);
    if (holds === null) return;
    event.preventDefault();
    depth.current += 1;
    setDragged(holds);
  };
  const onDragLeave = (): void => {
    depth.current = Math.max(0, depth.current - 1);
    if (depth.current === 0) setDragged(null);
  };
  /** Paths of the dropped files; null: none. Files without a path are reported in a toast. */
  const letGo = (event: DragEvent): string[] | null => {
    event.preventDefault();
    event.stopPropagation();
    const files = [...event.dataTransfer.files];
    const dropped = files.map(pathForFile).filter((path) => path !== '');
    const lost = files.length - dropped.length;
    end();
    if (lost > 0) showToast({ text: t('drop.noPath', { n: lost }), need: true });
    else if (files.length === 0) showToast({ text: t('drop.notFiles'), need: true });
    return dropped.length > 0 ? dropped : null;
  };
  /** Dropped on an album, on «another album» (null), or between them (undefined). */
  const onDrop = (event: DragEvent, album?: Album | null): void => {
    const dropped = letGo(event);
    if (dropped === null) return;
    const target = album ? targetOf({ album: albumValue(album), title: '', privacy: 'private' }, [album]) : null;
    if (target !== null) return void send(dropped, target, rules);
    setElsewhere(album === null);
    pending.add(dropped);
  };
  const onExplain = (event: DragEvent): void => {
    const isFolder = event.dataTransfer.items[0]?.webkitGetAsEntry()?.isDirectory === true;
    const [path] = letGo(event) ?? [];
    if (path === undefined) return;
    if (isFolder) showToast({ text: t('drop.explainFolder'), need: true });
    else void explain(path);
  };

  return (
    <div
      className="drop-area"
      onDragEnter={onDragEnter}
      onDragOver={(event) => {
        // Without this the browser would open the file.
        event.preventDefault();
        event.dataTransfer.dropEffect = dragged === null ? 'none' : 'copy';
      }}
      onDragLeave={onDragLeave}
      onDrop={(event) => onDrop(event)}
    >
      {children}
      {dragged !== null && (
        <DropOverlay dragged={dragged} albums={albums} rules={rules} onDrop={onDrop} onExplain={onExplain} />
      )}
      {paths !== null && (
        <ChooseAlbum
          count={paths.length}
          title={t('drop.chooseTitle')}
          initial={elsewhere ? 'new' : 'personal'}
          onClose={() => {
            setElsewhere(false);
            pending.done();
          }}
          asksRules
          onChosen={(target, chosen) => {
            setElsewhere(false);
            pending.done();
            void send(paths, target, chosen);
          }}
        />
      )}
    </div>
  );
}

export function DropOverlay({
  dragged,
  albums,
  rules,
  onDrop,
  onExplain,
  initiallyOver = null,
}: {
  dragged: DragContent;
  albums: readonly Album[];
  /** Rules for photos that are dropped on an album. */
  rules: AskedRules;
  onDrop: (event: DragEvent, album: Album | null) => void;
  onExplain: (event: DragEvent) => void;
  /** Key of the target that the stories show as hovered. */
  initiallyOver?: string | null;
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const [over, setOver] = useState(initiallyOver);
  const targets: {
    key: string;
    album: Album | null;
    icon: IconName;
    title: string;
    hint: string;
  }[] = dropTargets(albums).map((album) => ({
    key: albumValue(album),
    album,
    icon: album.kind === 'personal' && album.privacy === null ? 'person' : albumIcon(album),
    title: album.kind === 'personal' ? t('album.personal') : nameInGroup(album.title, album.group),
    hint: albumWords(i18n, album, albums),
  }));
  targets.push({ key: 'other', album: null, icon: 'plus', title: t('drop.other'), hint: t('drop.otherHint') });
  return (
    <div className="drop">
      <h2 className="drop-title">{t(dragged.allPhotos ? 'drop.photos' : 'drop.items', { n: dragged.count })}</h2>
      <p className="second">{t('drop.hint')}</p>
      <p className="meta with-icon">
        <Icon name="pin" size="small" />
        {t(rules.removeGps ? 'drop.withoutPlace' : 'drop.withPlace')}
      </p>
      <div className="targets">
        {targets.map(({ key, album, ...words }) => (
          <Target
            key={key}
            {...words}
            over={over === key}
            onOver={(is) => setOver(is ? key : null)}
            onDrop={(event) => onDrop(event, album)}
          />
        ))}
        {dragged.count === 1 && (
          <Target
            quiet
            icon="unclear"
            title={t('drop.explain')}
            hint={t('drop.explainHint')}
            over={over === 'explain'}
            onOver={(is) => setOver(is ? 'explain' : null)}
            onDrop={onExplain}
          />
        )}
      </div>
    </div>
  );
}

interface TargetProps {
  icon: IconName;
  title: string;
  hint: string;
  /** Sends nothing: smaller, and set apart from the albums. */
  quiet?: boolean;
  over: boolean;
  onOver: (over: boolean) => void;
  onDrop: (event: DragEvent) => void;
}

function Target({ icon, title, hint, quiet = false, over, onOver, onDrop }: TargetProps) {
  return (
    <div
      className={['target', quiet && 'quiet', over && 'over'].filter(Boolean).join(' ')}
      onDragEnter={() => onOver(true)}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) onOver(false);
      }}
      onDrop={onDrop}
    >
      <Icon name={icon} />
      <span className="cell">
        <span className="strong clip">{title}</span>
        <span className="meta clip">{hint}</span>
      </span>
    </div>
  );
}
