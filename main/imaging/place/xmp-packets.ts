// Finds uncompressed XMP packets anywhere in a file, whatever its container.

/** What every packet must name, under whatever prefix. The second is what a packet begins with that names nothing. */
const anchors = ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', '<x:xmpmeta'];
/** A longer packet is a depth map, not text. */
const mostXmpBytes = 4 * 1024 * 1024;
/** The frame around RDF stands directly before it. */
const lookBackBytes = 2048;
/** Photos have one packet, or a few; a file that is made to be slow begins thousands. */
const mostBeginnings = 64;

const tagStart = /<([\w.-]{1,64}(?::[\w.-]{1,64})?)[\s>][^<>]*$/;
const frame = /<([\w.-]{1,64}:x[ma]pmeta)(?:\s[^<>]*)?>\s*$/;

type Range = { from: number; to: number };

/** The packet whose namespace stands at `anchor`; null when it has no end. */
function packetAround(bytes: Buffer, anchor: number): Range | null {
  const from = Math.max(0, anchor - lookBackBytes);
  const before = bytes.toString('latin1', from, anchor + 2);
  const tag = tagStart.exec(before) ?? /<(x:xmpmeta)?$/.exec(before);
  if (tag === null) return null;
  const outer = frame.exec(before.slice(0, tag.index));
  const start = from + (outer ?? tag).index;
  const name = outer?.[1] ?? tag[1] ?? 'x:xmpmeta';
  const close = bytes.subarray(0, start + mostXmpBytes).indexOf(`</${name}`, anchor, 'latin1');
  const end = close === -1 ? -1 : bytes.indexOf('>', close, 'latin1');
  return end === -1 ? null : { from: start, to: end + 1 };
}

/** All packets in the clear, in their order, none inside another. */
export function findXmp(bytes: Buffer, most = 8): Range[] {
  const packets: Range[] = [];
  for (const anchor of anchors) {
    let tries = 0;
    for (let at = bytes.indexOf(anchor, 0, 'latin1'); at !== -1 && tries < mostBeginnings; tries += 1) {
      const here = at;
      const known = packets.find(({ from, to }) => here >= from && here < to);
      const packet = known ?? packetAround(bytes, here);
      if (packet !== null && known === undefined) packets.push(packet);
      at = bytes.indexOf(anchor, packet?.to ?? here + anchor.length, 'latin1');
    }
  }
  return packets.sort((a, b) => a.from - b.from).slice(0, most);
}
