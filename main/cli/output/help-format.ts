// The layout of help and the wording of the argument parser's complaints, in the person's language and terminal width.
import type { Command, HelpConfiguration, Option } from 'commander';
import type { HelpTexts, ParserTexts } from '../locales/types.ts';
import { safeText } from './safe-text.ts';

/** Beside a term, a description gets at least so many columns; else it stands below. */
const narrowestColumn = 24;
const indent = 6;

/** Replaces the parser's English words for parts of the help. */
export function helpFormat({ parser }: HelpTexts): HelpConfiguration {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': parser.usage,
    'Arguments:': parser.arguments,
    'Options:': parser.options,
    'Commands:': parser.commands,
  };
  const marks = (text: string): string =>
    text.replaceAll('[options]', parser.optionsMark).replaceAll('[command]', parser.commandMark);
  return {
    minWidthToWrap: narrowestColumn,
    styleTitle: (title) => titles[title] ?? title,
    commandUsage: (command) => marks(`${pathOf(command)} ${command.usage()}`),
    // Every command has options; saying so with each makes a column of noise.
    subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(argumentMark)].join(' '),
    optionDescription: ({ argChoices, defaultValue, description, required, optional }: Option) => {
      const more = [
        ...(argChoices === undefined ? [] : [parser.choices(argChoices.join(', '))]),
        ...(defaultValue === undefined || !(required || optional) ? [] : [parser.byDefault(String(defaultValue))]),
      ];
      return more.length === 0 ? description : `${description} (${more.join('; ')})`;
    },
    formatItem(term, termWidth, description, helper) {
      const width = (helper.helpWidth ?? usualWidth) - 2;
      const beside = width - termWidth - 2;
      if (description === '') return `  ${term}`;
      if (beside < narrowestColumn)
        return `  ${term}\n${shifted(helper.boxWrap(description, width - indent + 2), indent)}`;
      return `  ${term.padEnd(termWidth)}  ${shifted(helper.boxWrap(description, beside), termWidth + 4).trimStart()}`;
    },
  };
}

const usualWidth = 80;

function shifted(text: string, by: number): string {
  return text
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');
}

function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function argumentMark(argument: Command['registeredArguments'][number]): string {
  const text = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${text}>` : `[${text}]`;
}

/** A heading with terms and their descriptions, as the help's other lists. */
export function helpList(command: Command, heading: string, items: readonly (readonly string[])[]): string {
  const helper = command.createHelp();
  helper.prepareContext({ helpWidth: command.configureOutput().getOutHelpWidth?.() ?? usualWidth });
  const width = Math.max(...items.map(([term = '']) => term.length));
  return [heading, ...items.map(([term = '', text = '']) => helper.formatItem(term, width, text, helper))].join('\n');
}

/** Translates commander's complaints, as the version in package.json writes them. An unknown one stays as it is. */
export function complaint(said: string, { parser }: HelpTexts): string {
  const [first = '', ...rest] = said.trimEnd().split('\n(Did you mean ');
  const similar = rest.length === 0 ? '' : `\n${parser.similar(similarOf(rest.join(''), parser.or))}`;
  for (const [form, say] of forms) {
    const found = form.exec(first);
    if (found !== null) return `${say(parser, found.slice(1).map(safeText))}${similar}\n`;
  }
  return said;
}

type Say = (parser: ParserTexts, parts: string[]) => string;
const forms: readonly (readonly [RegExp, Say])[] = [
  [/^error: unknown option '(.*)'$/su, (parser, [flag = '']) => parser.unknownOption(flag)],
  [/^error: unknown command '(.*)'$/su, (parser, [name = '']) => parser.unknownCommand(name)],
  [/^error: missing required argument '(.*)'$/su, (parser, [name = '']) => parser.missingArgument(name)],
  [/^error: option '(.*)' argument missing$/su, (parser, [flags = '']) => parser.missingValue(flags)],
  [
    /^error: option '(.*)' cannot be used with option '(.*)'$/su,
    (parser, [one = '', other = '']) => parser.conflict(one, other),
  ],
  [
    /^error: too many arguments(?: for '.*')?\. Expected (\d+) arguments? but got \d+: (.*)\.$/su,
    (parser, [most, given = '']) => parser.excess(Number(most), given),
  ],
  [
    /^error: option '(.*)' argument '(.*)' is invalid\. (.*)$/su,
    (parser, [flags = '', value = '', why = '']) => parser.invalid(flags, value, reasonOf(why, parser)),
  ],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.*)'\. (.*)$/su,
    (parser, [value = '', name = '', why = '']) => parser.invalid(`<${name}>`, value, reasonOf(why, parser)),
  ],
];

function reasonOf(why: string, parser: ParserTexts): string {
  const choices = /^Allowed choices are (.*)\.$/u.exec(why)?.[1];
  return choices === undefined ? why : parser.allowed(choices);
}

/** «one of a, b?)» or «a?)». */
function similarOf(said: string, or: string): string {
  return safeText(said.replace(/^one of /u, '').replace(/\?\)$/u, ''))
    .split(', ')
    .join(or);
}
