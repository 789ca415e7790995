// Commands about a library on the command line: `status`, `problems`, `why`, `journal`, `decide`, `hosts`, `limits`,
// `export` and `import`.
import { Argument, Option, type Command } from 'commander';
import type { Move } from '../../engine/moving/moved-path.ts';
import { decisions, type DecideAction } from '../commands/decisions.ts';
import type { Texts } from '../locales/types.ts';
import { helpList } from '../output/help-format.ts';
import type { LibraryCommand } from './command-types.ts';
import { commonArguments, type CommonOptions } from './common-options.ts';
import { valueParsers } from './values.ts';

export function addLibraryCommands(program: Command, texts: Texts, take: (command: LibraryCommand) => void): void {
  const { help } = texts;
  const { names } = help;
  const { decision, somePaths, someText, uploadHosts, moves } = valueParsers(texts);
  const add = (kind: LibraryCommand['kind']): Command =>
    program
      .command(kind)
      .description(help[kind])
      .addOption(new Option(`--data <${names.data}>`, help.data).argParser(someText))
      .addOption(new Option('--demo', help.demoLibrary))
      .addOption(new Option('--json', help.json));
  for (const kind of ['status', 'problems'] as const)
    add(kind).action((given: CommonOptions) => take({ kind, ...commonArguments(given) }));
  for (const kind of ['why', 'journal'] as const)
    add(kind)
      .addArgument(new Argument(`<${names.path}>`, help.path).argParser(someText))
      .action((path: string, given: CommonOptions) => take({ kind, path, ...commonArguments(given) }));
  add('hosts')
    .addOption(new Option(`--allow <${names.host}>`, help.allowHost).argParser(uploadHosts).conflicts('forget'))
    .addOption(new Option(`--forget <${names.host}>`, help.forgetHost).argParser(uploadHosts))
    .action(({ allow, forget, ...given }: CommonOptions & { allow?: string[]; forget?: string[] }) =>
      take({ kind: 'hosts', allow: allow?.at(-1) ?? null, forget: forget?.at(-1) ?? null, ...commonArguments(given) }),
    );
  add('limits')
    .addOption(new Option('--forget', help.forgetLimits))
    .action(({ forget, ...given }: CommonOptions & { forget?: boolean }) =>
      take({ kind: 'limits', forget: forget === true, ...commonArguments(given) }),
    );
  add('export')
    .addArgument(new Argument(`<${names.file}>`, help.exportFile).argParser(someText))
    .action((file: string, given: CommonOptions) =>
      take({ kind: 'export', file, moves: [], ...commonArguments(given) }),
    );
  add('import')
    .addArgument(new Argument(`<${names.file}>`, help.importFile).argParser(someText))
    .addOption(new Option(`--map <${names.map}>`, help.map).argParser(moves))
    .action((file: string, { map = [], ...given }: CommonOptions & { map?: Move[] }) =>
      take({ kind: 'import', file, moves: map, ...commonArguments(given) }),
    );
  const decide = add('decide')
    .addArgument(new Argument(`<${names.decision}>`, help.decision).argParser(decision))
    .addArgument(new Argument(`<${names.path}...>`, help.decided).argParser(somePaths))
    .action((chosen: DecideAction, paths: string[], given: CommonOptions) =>
      take({ kind: 'decide', decision: chosen, paths, ...commonArguments(given) }),
    );
  decide.addHelpText('after', () => {
    const list = decisions.map((one) => [one, texts.decide.what[one]]);
    return `\n${helpList(decide, help.parser.decisions, list)}`;
  });
}
