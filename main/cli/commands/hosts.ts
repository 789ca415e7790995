// `hosts`: shows the upload hosts outside OK's own domains that a person allowed, allows another one or takes one back.
import type { HostsCommand } from '../command-line/command-types.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { terminalErrorText } from '../locales/locale.ts';
import { jsonLine } from '../output/json-line.ts';
import { safeText } from '../output/safe-text.ts';
import { changeLibrary } from './change-library.ts';
import type { DecideContext } from './decide.ts';
import { openReader, whyNotOpen } from './library-reader.ts';

export async function hosts(
  command: HostsCommand,
  { folder, output, locale, openImaging }: DecideContext,
): Promise<ExitStatus> {
  const { texts } = locale;
  // A wrong --data must not make a library.
  const reader = openReader(folder);
  if (reader.kind !== 'open') {
    output.note(whyNotOpen(reader, folder, locale));
    return exitStatus.usage;
  }
  reader.reader.close();
  const done = await changeLibrary(folder, openImaging, async ({ calls }) => {
    if (command.allow !== null) await calls['sync.allowUploadHost']({ host: command.allow, always: true });
    if (command.forget !== null) await calls['sync.forgetUploadHost']({ host: command.forget });
    const snapshot = await calls['snapshot.get'](undefined);
    return snapshot.ok ? snapshot.value.uploadHosts : [];
  });
  if (done.kind === 'failed') {
    output.note(safeText(terminalErrorText(done.code, done.subject ?? folder, locale)));
    return exitStatus.usage;
  }
  if (command.json) output.line(jsonLine({ type: 'hosts', allowed: done.value }));
  else if (done.value.length === 0) output.line(texts.library.noHosts);
  else for (const host of done.value) output.line(safeText(host));
  return exitStatus.good;
}
