// A word of a command as it can be pasted into the system's usual shell, whatever a file's name holds. Pure.

export function quoted(text: string, platform: NodeJS.Platform): string {
  if (/^[\w@%+=:,./\\-]+$/u.test(text) && !(platform !== 'win32' && text.includes('\\'))) return text;
  if (platform === 'win32') return `"${text}"`;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
