// Reads what a person pastes or a script pipes: at a terminal line by line and without showing it, else all of it.
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** Far more than a token and its secret. */
const mostBytes = 65_536;

/** Asks for each of `prompts` and answers its line. null: the input ended before, or is far too long. */
export type ReadSecretLines = (prompts: readonly string[]) => Promise<string[] | null>;

export type SecretInput = NodeJS.ReadableStream & { isTTY?: boolean };

export function secretLinesFrom(input: SecretInput, shown: NodeJS.WritableStream): ReadSecretLines {
  return input.isTTY === true
    ? (prompts) => askedLines(input, shown, prompts)
    : async (prompts) => {
        const text = await wholeText(input);
        if (text === null) return null;
        const lines = text.split(/\r?\n/u).filter((line) => line.trim() !== '');
        return prompts.map((_, index) => lines[index] ?? '');
      };
}

async function askedLines(
  input: SecretInput,
  shown: NodeJS.WritableStream,
  prompts: readonly string[],
): Promise<string[] | null> {
  // The line editor gets a terminal to write to, and nobody sees it.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true });
  const answers: string[] = [];
  try {
    const next = lines[Symbol.asyncIterator]();
    for (const prompt of prompts) {
      shown.write(`${prompt} `);
      const line = await next.next();
      shown.write('\n');
      if (line.done === true) return null;
      answers.push(line.value);
    }
    return answers;
  } finally {
    lines.close();
  }
}

async function wholeText(input: NodeJS.ReadableStream): Promise<string | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of input) {
    const part = Buffer.from(piece);
    bytes += part.length;
    if (bytes > mostBytes) return null;
    pieces.push(part);
  }
  return Buffer.concat(pieces).toString('utf8');
}
