// How a run of the terminal program ended, as tests see it. For tests only.

export interface CliEnd {
  status: number | null;
  stdout: string;
  stderr: string;
  /** Lines of stdout that are JSON, in order. */
  objects: Record<string, unknown>[];
}

export function jsonLinesOf(text: string): Record<string, unknown>[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : [];
    } catch {
      return [];
    }
  });
}
