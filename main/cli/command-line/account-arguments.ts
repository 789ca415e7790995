// Commands about the account on the command line: `login`, `logout`, `whoami`.
import { Option, type Command } from 'commander';
import type { Texts } from '../locales/types.ts';
import type { AccountCommand } from './command-types.ts';
import { commonArguments } from './common-options.ts';
import { valueParsers } from './values.ts';

interface LoginOptions {
  json?: true;
  token?: true;
  browser: boolean;
  keepInFile?: true;
  groups?: true;
  applicationId?: string;
  publicKey?: string;
  redirect?: string;
}

export function addAccountCommands(program: Command, texts: Texts, take: (command: AccountCommand) => void): void {
  const { help } = texts;
  const { someText } = valueParsers(texts);
  const add = (kind: AccountCommand['kind']): Command => program.command(kind).description(help.accounts[kind]);
  add('login')
    .addOption(new Option('--token', help.accounts.token).conflicts('browser'))
    .addOption(new Option('--no-browser', help.accounts.noBrowser))
    .addOption(new Option('--keep-in-file', help.accounts.keepInFile))
    .addOption(new Option('--groups', help.accounts.groups).conflicts('token'))
    .addOption(new Option(`--application-id <${help.names.number}>`, help.accounts.applicationId).argParser(someText))
    .addOption(new Option(`--public-key <${help.names.key}>`, help.accounts.publicKey).argParser(someText))
    .addOption(new Option(`--redirect <${help.names.address}>`, help.accounts.redirect).argParser(someText))
    .addOption(new Option('--json', help.json))
    .action((given: LoginOptions) =>
      take({
        kind: 'login',
        application: {
          id: given.applicationId ?? null,
          publicKey: given.publicKey ?? null,
          redirect: given.redirect ?? null,
        },
        token: given.token === true,
        browser: given.browser,
        inFile: given.keepInFile === true,
        groups: given.groups === true,
        ...commonArguments(given),
      }),
    );
  add('logout')
    .addOption(new Option('--take-rights-back', help.accounts.takeRightsBack))
    .addOption(new Option('--json', help.json))
    .action(({ takeRightsBack, ...given }: { json?: true; takeRightsBack?: true }) =>
      take({ kind: 'logout', takeRightsBack: takeRightsBack === true, ...commonArguments(given) }),
    );
  add('whoami')
    .addOption(new Option('--json', help.json))
    .action((given: { json?: true }) => take({ kind: 'whoami', ...commonArguments(given) }));
}
