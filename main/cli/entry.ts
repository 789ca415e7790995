// The terminal program as a process: connects arguments, environment, streams, signals and exit status to `main`.
// It must not be imported.
import { readFileSync } from 'node:fs';
import { exactArguments } from '../../shared/argument-bytes.ts';
import { secretLinesFrom } from './account/read-secret-lines.ts';
import { exitWith } from './exit.ts';
import { watchForInterruption } from './interruption.ts';
import { main } from './main.ts';

const { argv, env, stdin, stdout, stderr } = process;
exitWith(
  main(
    exactArguments(argv.slice(2), () => readFileSync('/proc/self/cmdline')),
    env,
    { stdout, stderr },
    { listenForInterruption: watchForInterruption, readSecretLines: secretLinesFrom(stdin, stderr) },
  ),
);
