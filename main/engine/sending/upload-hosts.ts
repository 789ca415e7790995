// Hosts that photo bytes may go to: the domains of the limits, and what the person allowed, once or for good.
import { z } from 'zod';
import { uploadHost, type AllowedUploadHosts } from '../../../shared/upload-hosts.ts';
import type { MetaTable } from '../db/meta.ts';

export interface UploadHosts {
  allowed(): AllowedUploadHosts;
  /** Allowed for good: what a person can take back. */
  kept(): string[];
  /** `always`: kept in the library; otherwise until the engine closes. */
  allow(host: string, always: boolean): void;
  forget(host: string): void;
}

const stored = z.array(uploadHost).max(100);

export function openUploadHosts(meta: Pick<MetaTable, 'text' | 'put'>, domains: readonly string[]): UploadHosts {
  const once = new Set<string>();
  let kept = readKept(meta);
  const keep = (hosts: readonly string[]): void => {
    kept = [...hosts];
    meta.put('upload_hosts', kept.length === 0 ? null : JSON.stringify(kept));
  };
  return {
    allowed: () => ({ domains, hosts: [...kept, ...once] }),
    kept: () => [...kept],
    allow(host, always) {
      if (!always) once.add(host);
      else if (!kept.includes(host)) keep([...kept, host]);
    },
    forget(host) {
      once.delete(host);
      keep(kept.filter((one) => one !== host));
    },
  };
}

/** What cannot be read allows nothing: the host is asked about again. */
function readKept(meta: Pick<MetaTable, 'text'>): string[] {
  try {
    const parsed = stored.safeParse(JSON.parse(meta.text('upload_hosts') ?? '[]'));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}
