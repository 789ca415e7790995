// The form of a folder about to be added: what was counted in it, what the person chose, and the command that adds it.
import { useState } from 'react';
import type { WireError } from '../../../shared/errors.ts';
import type { Album } from '../../../shared/library/album.ts';
import { defaultRules, type FolderRules } from '../../../shared/library/folder-rules.ts';
import { readableName } from '../../../shared/readable-names.ts';
import { targetOf, type AlbumFormChoice } from '../../components/album-choice.ts';
import { commandFailed, useCommand } from '../../engine/use-command.ts';
import { useAskedDefaults, useDefaults } from '../../engine/use-defaults.ts';
import { useQuery } from '../../engine/use-query.ts';
import { useI18n } from '../../i18n/use-i18n.tsx';
import { useToast } from '../../use-toast.ts';
import { patternsOf, remaining, titlesFor, type TreeSurvey } from './folder-tree.ts';
import { splitPatterns } from './rule-fields.tsx';

export interface AddFolderForm {
  name: string;
  /** null: still counting, or that failed with `error`. */
  survey: TreeSurvey | null;
  error: WireError | null;
  /** What is left after the subfolders in `out`. */
  left: { photos: number; bytes: number } | null;
  albums: readonly Album[];
  /** Titles of the albums that one per subfolder would make. */
  titles: readonly string[];
  choice: AlbumFormChoice;
  setChoice: (choice: AlbumFormChoice) => void;
  rules: FolderRules;
  setRules: (rules: FolderRules) => void;
  patterns: string;
  setPatterns: (patterns: string) => void;
  /** Subfolders to leave out. */
  out: ReadonlySet<string>;
  setOut: (out: ReadonlySet<string>) => void;
  /** The person has pressed the last button: what is missing is shown from now on. */
  tried: boolean;
  busy: boolean;
  add: () => Promise<void>;
}

export function useAddFolderForm(path: string, onAdded: () => void): AddFolderForm {
  const { t } = useI18n();
  const runCommand = useCommand();
  const showToast = useToast();
  const name = readableName(path);
  const { value: survey, error } = useQuery('folders.survey', null, { path });
  const albums = useQuery('albums.list', 'albums', undefined).value ?? [];
  const [choice, setChoice] = useState<AlbumFormChoice>({ album: 'new', title: name, privacy: useDefaults().privacy });
  const asked = useAskedDefaults();
  const [rules, setRules] = useState<FolderRules>({ ...defaultRules, ...asked });
  const [patterns, setPatterns] = useState('');
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const titles = survey === null ? [] : titlesFor(survey, out, name);
  const left = survey === null ? null : remaining(survey, out);

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
    onAdded();
  };
  const chosen = { choice, setChoice, rules, setRules, patterns, setPatterns, out, setOut };
  return { name, survey, error, left, albums, titles, ...chosen, tried, busy, add };
}
