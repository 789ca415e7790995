// The framing of a multipart body: heads, tails, exact length. No file name of the person's gets into it.
import { randomBytes } from 'node:crypto';

export interface Framing {
  contentType: string;
  /** Before the bytes of each part, the blank line included. */
  heads: Buffer[];
  /** After the bytes of every part. */
  tail: Buffer;
  /** After the last tail. */
  end: Buffer;
  /** Of the whole body. */
  contentLength: number;
}

/** Only for the extension in the neutral file name; the service judges the bytes (docs/ok-api.md, step 2). */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'image/x-icon': 'ico',
};

/**
 * Parts are named pic1…picN as documented, and so are their files: file names are private, and these need no escaping.
 */
export function multipartFrame(
  parts: readonly { sizeBytes: number; contentType: string }[],
  boundary = `photo-${randomBytes(18).toString('hex')}`,
): Framing {
  const heads = parts.map(({ contentType }, index) => {
    const type = /^image\/[a-z0-9][a-z0-9.+-]{0,60}$/u.test(contentType) ? contentType : 'application/octet-stream';
    const extension = EXTENSIONS[type] ?? (/^image\/([a-z]{2,5})$/u.exec(type)?.[1] || 'bin');
    const name = `pic${index + 1}`;
    return Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${name}.${extension}"\r\n` +
        `Content-Type: ${type}\r\n\r\n`,
      'latin1',
    );
  });
  const tail = Buffer.from('\r\n', 'latin1');
  const end = Buffer.from(`--${boundary}--\r\n`, 'latin1');
  const contentLength = parts.reduce(
    (sum, part, index) => sum + (heads[index]?.length ?? 0) + part.sizeBytes + tail.length,
    end.length,
  );
  return { contentType: `multipart/form-data; boundary=${boundary}`, heads, tail, end, contentLength };
}
