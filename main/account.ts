// Whose account is connected, and what the window is told about it. Opens its library; signs nothing and sends nothing.
import { mkdir } from 'node:fs/promises';
import type { EngineCredentials } from '../shared/engine-wire.ts';
import type { AccountView } from '../shared/ipc.ts';
import type { Snapshot } from '../shared/library.ts';
import { errorFields } from './log.ts';
import type { ShellLog } from './log.ts';
import type { DataPlaces } from './places.ts';
import type { Library, Processes } from './processes/processes.ts';
import type { SecretStore } from './secrets.ts';
import type { SettingsStore } from './settings.ts';
import { readSignIn } from './signed-in.ts';

export interface Account {
  view(): AccountView;
  /** Opens the library of the account in the settings; nothing when none is chosen. */
  openChosen(): Promise<void>;
  /** Resolves when the library's processes are started; safe to repeat. */
  useDemo(): Promise<AccountView>;
  /** Closes the library and forgets the tokens. Nothing is deleted: neither photos nor what is known about them. */
  signOut(): Promise<AccountView>;
  /** The engine's latest word on who we are. */
  notice(snapshot: Snapshot): void;
  /** The demo service is up, at this address. */
  demoReady(credentials: EngineCredentials): void;
}

export interface AccountOptions {
  places: DataPlaces;
  processes: Processes;
  settings: SettingsStore;
  secrets: SecretStore;
  log: ShellLog;
  onChange: (view: AccountView) => void;
}

export function createAccount(options: AccountOptions): Account {
  const { places, settings, secrets } = options;
  const nobody: AccountView = {
    kind: 'none',
    userId: null,
    name: null,
    rights: null,
    webAddress: null,
    keychain: secrets.keychain,
  };
  let view = nobody;
  /** One change of accounts after another: two at once would open two libraries. */
  let turn: Promise<unknown> = Promise.resolve();

  const show = (next: AccountView): void => {
    if (JSON.stringify(next) === JSON.stringify(view)) return;
    view = next;
    options.onChange(view);
  };

  const library = async (folder: string): Promise<Library> => {
    await mkdir(folder, { recursive: true });
    return {
      dataFolder: folder,
      sealKey: await secrets.sealKey(),
      settings: { lanes: settings.get().lanes, sending: settings.get().sending },
    };
  };

  const openDemo = async (): Promise<void> => {
    if (view.kind === 'demo') return;
    await mkdir(places.demoService, { recursive: true });
    const demoLibrary = await library(places.libraries.demo);
    show({ ...nobody, kind: 'demo' });
    await options.processes.openDemo(demoLibrary, places.demoService);
  };

  const openReal = async (): Promise<void> => {
    const signIn = await readSignIn(secrets);
    await options.processes.openReal(await library(places.libraries.ok), signIn?.credentials ?? null);
    show({ ...nobody, kind: 'ok', rights: signIn?.rights ?? null, webAddress: 'https://ok.ru/' });
  };

  /** What cannot be remembered still holds for this run. */
  const choose = async (kind: AccountView['kind']): Promise<void> => {
    await settings
      .change({ account: kind })
      .catch((error: unknown) => options.log.warn('account.not_remembered', errorFields(error)));
  };

  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const done = turn.then(run, run);
    turn = done.catch(() => undefined);
    return done;
  };

  return {
    view: () => view,
    openChosen: () =>
      inTurn(async () => {
        const chosen = settings.get().account;
        if (chosen === 'demo') await openDemo();
        if (chosen === 'ok') await openReal();
      }),
    useDemo: () =>
      inTurn(async () => {
        await openDemo();
        await choose('demo');
        return view;
      }),
    signOut: () =>
      inTurn(async () => {
        await options.processes.close();
        await secrets.forget('sign-in');
        show(nobody);
        await choose('none');
        return view;
      }),
    notice(snapshot) {
      if (view.kind === 'none' || !snapshot.account) return;
      show({ ...view, userId: snapshot.account.userId, name: snapshot.account.name });
    },
    demoReady(credentials) {
      if (view.kind === 'demo') show({ ...view, webAddress: credentials.apiAddress });
    },
  };
}
