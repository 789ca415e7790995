// A photo's caption in its panel: what goes with it or went, a field to change it, and the way to OK for a change.
import { useEffect, useRef, useState } from 'react';
import { longestCaption } from '../../../shared/caption.ts';
import type { PhotoDetail } from '../../../shared/library/photo.ts';
import { captionTexts } from '../../../shared/locales/caption-text.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useToast } from '../../use-toast.ts';
import { commandFailed, useCommand } from '../../engine/use-command.ts';

type Caption = NonNullable<PhotoDetail['caption']>;

export function CaptionPart({ detail }: { detail: PhotoDetail }) {
  const { caption } = detail;
  // Another photo begins with its own words, not with those that were being typed.
  return caption === null ? null : <CaptionOf key={detail.row.fileId} detail={detail} caption={caption} />;
}

function CaptionOf({ detail, caption }: { detail: PhotoDetail; caption: Caption }) {
  const { t } = useI18n();
  const runCommand = useCommand();
  const showToast = useToast();
  const { fileId } = detail.row;
  const isDone = detail.row.shown === 'done';
  /** What the field begins with; null: it is closed. */
  const [typed, setTyped] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const texts = captionTexts(t, caption, isDone);

  const save = async (words: string | null): Promise<boolean> => {
    const isSaved = !commandFailed(await runCommand('photos.setCaption', { fileId, caption: words }));
    // What is refused stays in the field.
    if (isSaved) setTyped(null);
    return isSaved;
  };
  const send = async (): Promise<void> => {
    setBusy(true);
    const sent = await runCommand('photos.sendCaption', { fileId });
    setBusy(false);
    if (!commandFailed(sent)) showToast({ text: t('photo.caption.isSent') });
  };

  if (typed !== null)
    return (
      <CaptionForm
        start={typed}
        hint={t(isDone ? 'photo.caption.hintDone' : 'photo.caption.hint')}
        onSave={save}
        onCancel={() => setTyped(null)}
      />
    );
  const isNewer = isDone && caption.from === 'own' && caption.text !== (caption.sent ?? '');
  return (
    <div className="caption-part">
      {(texts.length === 0 ? [t('photo.caption.none')] : texts).map((line) => (
        <p key={line} className="second lines" dir="auto">
          {line}
        </p>
      ))}
      <div className="row">
        <button type="button" className="btn small quiet" onClick={() => setTyped(caption.text || caption.file || '')}>
          {t('photo.caption.change')}
        </button>
        {isNewer && (
          <button type="button" className="btn small" aria-disabled={busy} onClick={() => !busy && void send()}>
            {t('photo.caption.send')}
          </button>
        )}
        {caption.from === 'own' && !isDone && (
          <button type="button" className="btn small quiet" onClick={() => void save(null)}>
            {t('photo.caption.byRule')}
          </button>
        )}
      </div>
    </div>
  );
}

interface FormProps {
  start: string;
  hint: string;
  /** Resolves to whether it was kept. */
  onSave: (words: string) => Promise<boolean>;
  onCancel: () => void;
}

function CaptionForm({ start, hint, onSave, onCancel }: FormProps) {
  const { t } = useI18n();
  const [words, setWords] = useState(start);
  const field = useRef<HTMLTextAreaElement>(null);
  const isOver = useRef(false);
  useEffect(() => field.current?.focus(), []);
  const save = (): void => {
    if (isOver.current) return;
    isOver.current = true;
    void onSave(words).then((isSaved) => (isOver.current = isSaved));
  };
  const cancel = (): void => {
    isOver.current = true;
    onCancel();
  };
  return (
    <form
      className="caption-part"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label className="pattern-field">
        <span className="meta">{t('photo.caption.label')}</span>
        <span className="field">
          <textarea
            ref={field}
            className="grow"
            rows={3}
            value={words}
            maxLength={longestCaption}
            dir="auto"
            onChange={(event) => setWords(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.preventDefault();
              cancel();
            }}
            // «Send» below must not send the photo with other words than those that were typed.
            onBlur={({ relatedTarget, currentTarget }) => {
              const isInside = relatedTarget instanceof Node && currentTarget.form?.contains(relatedTarget) === true;
              if (!isInside && document.hasFocus() && words !== start) save();
            }}
          />
        </span>
      </label>
      <p className="meta">{hint}</p>
      <div className="row">
        <button type="submit" className="btn small">
          {t('photo.caption.save')}
        </button>
        <button type="button" className="btn small quiet" onClick={cancel}>
          {t('window.notNow')}
        </button>
      </div>
    </form>
  );
}
