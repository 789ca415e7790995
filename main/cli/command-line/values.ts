// Checks single values of a command line; a wrong one throws commander's InvalidArgumentError with a sentence. Pure.
import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { uploadHost } from '../../../shared/upload-hosts.ts';
import type { Move } from '../../engine/moving/moved-path.ts';
import { decisions, type DecideAction } from '../commands/decisions.ts';
import type { Texts } from '../locales/types.ts';

const longestTitle = 500;

export interface ValueParsers {
  title(given: string): string;
  albumId(given: string): string;
  decision(given: string): DecideAction;
  /** Adds one upload host to those before it. */
  uploadHosts(given: string, before?: string[]): string[];
  /** `OLD=NEW`; adds one to those before it. */
  moves(given: string, before?: Move[]): Move[];
  wholeNumber(least: number, most: number): (given: string) => number;
  /** Not empty: an empty path, as a script makes it of what is not set, would be the current folder. */
  someText(given: string): string;
  /** Adds one to those before it. */
  somePaths(given: string, before?: string[]): string[];
}

export function valueParsers({ usage, help }: Texts): ValueParsers {
  function someText(given: string): string {
    if (given === '' || given.includes('\0')) throw new InvalidArgumentError(usage.empty);
    return given;
  }
  return {
    someText,
    somePaths: (given, before = []) => [...before, someText(given)],
    title(given) {
      const text = given.trim();
      if (text === '' || text.length > longestTitle) throw new InvalidArgumentError(usage.title(longestTitle));
      return text;
    },
    albumId(given) {
      if (!/^\w{1,100}$/u.test(given)) throw new InvalidArgumentError(usage.albumId);
      return given;
    },
    decision(given) {
      const chosen = decisions.find((one) => one === given);
      if (chosen === undefined) throw new InvalidArgumentError(help.parser.allowed(decisions.join(', ')));
      return chosen;
    },
    uploadHosts(given, before = []) {
      const host = given.trim().toLowerCase();
      if (!uploadHost.safeParse(host).success) throw new InvalidArgumentError(usage.host);
      return [...before, host];
    },
    moves(given, before = []) {
      const at = given.indexOf('=');
      const [from, to] = [given.slice(0, at), given.slice(at + 1)];
      if (at <= 0 || to === '' || given.includes('\0')) throw new InvalidArgumentError(usage.map);
      return [...before, { from, to: resolve(to) }];
    },
    wholeNumber: (least, most) => (given) => {
      const number = /^\d{1,6}$/u.test(given) ? Number(given) : Number.NaN;
      if (!(number >= least && number <= most)) throw new InvalidArgumentError(usage.number(least, most));
      return number;
    },
  };
}
