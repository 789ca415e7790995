// Dropping anywhere on the window: a list of albums with who can see them; letting go over one answers the question.
import { useEffect, useRef, useState, type DragEvent, type ReactNode } from 'react';
import type { Album } from '../../../shared/library.ts';
import { albumValue, targetOf } from '../../components/album-choice.ts';
import { Icon } from '../../components/icon.tsx';
import { privacyIcon } from '../../components/privacy.tsx';
import { useSay } from '../../components/toasts.tsx';
import { on, pathForFile } from '../../bridge.ts';
import { useVoice } from '../../language/voice.tsx';
import { useAnswer } from '../../use-answer.ts';
import { ChooseAlbum } from './choose-album.tsx';
import { dropTargets, heldIn, type Held } from './drop-targets.ts';
import { usePaste } from './pasted.ts';
import { useSendDropped } from './send-dropped.ts';

export function DropArea({ children }: { children: ReactNode }) {
  const { t } = useVoice();
  const say = useSay();
  const send = useSendDropped();
  const [held, setHeld] = useState<Held | null>(null);
  const [asked, setAsked] = useState<readonly string[] | null>(null);
  // Enter and leave come for every child: only their balance tells whether the mouse is inside.
  const depth = useRef(0);
  const albums = useAnswer('albums.list', 'albums', held === null ? null : undefined).value ?? [];

  useEffect(() => on('drop.wanted', ({ paths }) => setAsked(paths)), []);
  usePaste(setAsked);

  const end = (): void => {
    depth.current = 0;
    setHeld(null);
  };
  const onDragEnter = (event: DragEvent): void => {
    const holds = heldIn([...event.dataTransfer.items]);
    if (holds === null) return;
    event.preventDefault();
    depth.current += 1;
    setHeld(holds);
  };
  const onDragLeave = (): void => {
    depth.current = Math.max(0, depth.current - 1);
    if (depth.current === 0) setHeld(null);
  };
  const onDrop = (event: DragEvent, album: Album | null): void => {
    event.preventDefault();
    event.stopPropagation();
    const paths = [...event.dataTransfer.files].map(pathForFile).filter((path) => path !== '');
    end();
    if (paths.length === 0) {
      say({ text: t('drop.notFiles'), need: true });
      return;
    }
    const target =
      album === null ? null : targetOf({ album: albumValue(album), title: '', privacy: 'private' }, [album]);
    if (target === null) setAsked(paths);
    else void send(paths, target);
  };

  return (
    <div
      className="drop-area"
      onDragEnter={onDragEnter}
      onDragOver={(event) => {
        // Without this the page itself would open the file.
        event.preventDefault();
        event.dataTransfer.dropEffect = held === null ? 'none' : 'copy';
      }}
      onDragLeave={onDragLeave}
      onDrop={(event) => onDrop(event, null)}
    >
      {children}
      {held !== null && <DropOverlay held={held} albums={albums} onDrop={onDrop} />}
      {asked !== null && (
        <ChooseAlbum
          count={asked.length}
          title={t('drop.chooseTitle')}
          onClose={() => setAsked(null)}
          onChosen={(target) => {
            setAsked(null);
            void send(asked, target);
          }}
        />
      )}
    </div>
  );
}

export function DropOverlay({
  held,
  albums,
  onDrop,
  initiallyOver = null,
}: {
  held: Held;
  albums: readonly Album[];
  onDrop: (event: DragEvent, album: Album | null) => void;
  initiallyOver?: number | null;
}) {
  const { t } = useVoice();
  const [over, setOver] = useState<number | null>(initiallyOver);
  const targets: {
    key: string;
    album: Album | null;
    icon: Parameters<typeof Icon>[0]['name'];
    title: string;
    hint: string;
  }[] = dropTargets(albums).map((album) => {
    const sees = t(`privacy.sees.${album.privacy ?? 'unknown'}`);
    return {
      key: albumValue(album),
      album,
      icon: album.kind === 'personal' && album.privacy === null ? 'person' : privacyIcon(album.privacy),
      title: album.kind === 'personal' ? t('album.personal') : album.title,
      hint:
        album.photos === null ? sees : t('drop.seesCount', { sees, photos: t('count.photos', { n: album.photos }) }),
    };
  });
  targets.push({ key: 'other', album: null, icon: 'plus', title: t('drop.other'), hint: t('drop.otherHint') });
  return (
    <div className="drop">
      <h2 className="drop-title">{t(held.allPhotos ? 'drop.photos' : 'drop.items', { n: held.count })}</h2>
      <p className="second">{t('drop.hint')}</p>
      <div className="targets">
        {targets.map((target, index) => (
          <div
            key={target.key}
            className={over === index ? 'target over' : 'target'}
            onDragEnter={() => setOver(index)}
            onDragLeave={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(null);
            }}
            onDrop={(event) => onDrop(event, target.album)}
          >
            <Icon name={target.icon} />
            <span className="cell">
              <span className="strong clip">{target.title}</span>
              <span className="meta clip">{target.hint}</span>
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}
