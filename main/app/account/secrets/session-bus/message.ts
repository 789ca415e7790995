// D-Bus messages as bytes: writes the few types that the keyring's calls need, reads all types. Pure.

export type Value = string | number | bigint | boolean | Value[];
/** 1 a call, 2 an answer, 3 an error, 4 a signal. */
export type Message = {
  type: number;
  serial: number;
  replyTo: number | null;
  path: string | null;
  member: string | null;
  errorName: string | null;
  body: Value[];
};
export type Call = {
  serial: number;
  destination: string;
  path: string;
  interface: string;
  member: string;
  /** One or more strings, or one list of object paths. */
  body: readonly string[] | { paths: readonly string[] };
};

const field = { path: 1, interface: 2, member: 3, errorName: 4, replySerial: 5, destination: 6, signature: 8 } as const;
/** The specification allows 128 MiB; no answer of a keyring comes near this. */
const mostBytes = 1024 * 1024;
const alignments: Record<string, number> = { y: 1, g: 1, v: 1, n: 2, q: 2, x: 8, t: 8, d: 8, '(': 8, '{': 8 };
const alignmentOf = (type: string) => alignments[type] ?? 4;

class Writer {
  #parts: Buffer[] = [];
  length = 0;
  bytes(part: Buffer): void {
    this.#parts.push(part);
    this.length += part.length;
  }
  align(to: number): void {
    this.bytes(Buffer.alloc((to - (this.length % to)) % to));
  }
  byte(value: number): void {
    this.bytes(Buffer.from([value]));
  }
  uint32(value: number): void {
    this.align(4);
    const part = Buffer.alloc(4);
    part.writeUInt32LE(value);
    this.bytes(part);
  }
  string(text: string): void {
    const part = Buffer.from(`${text}\0`);
    this.uint32(part.length - 1);
    this.bytes(part);
  }
  signature(text: string): void {
    this.byte(text.length);
    this.bytes(Buffer.from(`${text}\0`));
  }
  all = (): Buffer => Buffer.concat(this.#parts);
}

export function writeCall(call: Call): Buffer {
  const body = new Writer();
  let signature: string;
  if ('paths' in call.body) {
    signature = 'ao';
    const list = new Writer();
    for (const path of call.body.paths) list.string(path);
    body.uint32(list.length);
    body.bytes(list.all());
  } else {
    signature = 's'.repeat(call.body.length);
    for (const text of call.body) body.string(text);
  }
  const fields = new Writer();
  const add = (code: number, type: 's' | 'o' | 'g', text: string) => {
    fields.align(8);
    fields.byte(code);
    fields.signature(type);
    if (type === 'g') fields.signature(text);
    else fields.string(text);
  };
  add(field.path, 'o', call.path);
  add(field.interface, 's', call.interface);
  add(field.member, 's', call.member);
  add(field.destination, 's', call.destination);
  if (signature !== '') add(field.signature, 'g', signature);
  const head = new Writer();
  head.bytes(Buffer.from(['l'.charCodeAt(0), 1, 0, 1]));
  head.uint32(body.length);
  head.uint32(call.serial);
  head.uint32(fields.length);
  head.bytes(fields.all());
  head.align(8);
  return Buffer.concat([head.all(), body.all()]);
}

/** Reads values one after another; throws a RangeError beyond the end of the bytes. */
class Reader {
  readonly bytes: Buffer;
  readonly isLittle: boolean;
  at: number;
  constructor(bytes: Buffer, isLittle: boolean, at: number) {
    this.bytes = bytes;
    this.isLittle = isLittle;
    this.at = at;
  }
  align(to: number): void {
    this.at += (to - (this.at % to)) % to;
  }
  #take(size: number): number {
    this.align(size);
    this.at += size;
    return this.at - size;
  }
  #text(length: number): string {
    const from = this.at;
    if (from + length + 1 > this.bytes.length) throw new RangeError('a text beyond the end');
    this.at += length + 1;
    return this.bytes.toString('utf8', from, from + length);
  }
  /** A value of the complete type at `from` in `signature`. */
  value(signature: string, from = 0): Value {
    const { bytes, isLittle } = this;
    switch (signature[from]) {
      case 'y':
        return bytes.readUInt8(this.#take(1));
      case 'b':
        return this.uint32() === 1;
      case 'n':
      case 'q':
        return isLittle ? bytes.readUInt16LE(this.#take(2)) : bytes.readUInt16BE(this.#take(2));
      case 'i':
      case 'u':
      case 'h':
        return this.uint32();
      case 'x':
      case 't':
      case 'd':
        return isLittle ? bytes.readBigUInt64LE(this.#take(8)) : bytes.readBigUInt64BE(this.#take(8));
      case 's':
      case 'o':
        return this.#text(this.uint32());
      case 'g':
        return this.#text(bytes.readUInt8(this.#take(1)));
      case 'v':
        return this.value(this.#text(bytes.readUInt8(this.#take(1))));
      case 'a':
        return this.#array(signature, from + 1);
      case '(':
      case '{':
        return this.#struct(signature.slice(from + 1, typeEnd(signature, from) - 1));
      default:
        throw new RangeError('a type that D-Bus does not have');
    }
  }
  uint32(): number {
    return this.isLittle ? this.bytes.readUInt32LE(this.#take(4)) : this.bytes.readUInt32BE(this.#take(4));
  }
  #array(signature: string, of: number): Value[] {
    const length = this.uint32();
    this.align(alignmentOf(signature[of] ?? ''));
    const end = this.at + length;
    if (end > this.bytes.length) throw new RangeError('a list beyond the end');
    const values: Value[] = [];
    while (this.at < end) values.push(this.value(signature, of));
    return values;
  }
  #struct(inside: string): Value[] {
    this.align(8);
    return this.values(inside);
  }
  values(signature: string): Value[] {
    const values: Value[] = [];
    for (let at = 0; at < signature.length; at = typeEnd(signature, at)) values.push(this.value(signature, at));
    return values;
  }
}

/** The position after the complete type that begins at `at`. */
function typeEnd(signature: string, at: number): number {
  const first = signature[at];
  if (first === 'a') return typeEnd(signature, at + 1);
  if (first !== '(' && first !== '{') return at + 1;
  let depth = 0;
  for (let end = at; end < signature.length; end += 1) {
    if (signature[end] === '(' || signature[end] === '{') depth += 1;
    if (signature[end] === ')' || signature[end] === '}') depth -= 1;
    if (depth === 0) return end + 1;
  }
  throw new RangeError('a structure without its end');
}

/** The first whole message in `bytes` and the rest; null: more bytes must come. Throws a RangeError for other bytes. */
export function readMessage(bytes: Buffer): { message: Message; rest: Buffer } | null {
  if (bytes.length < 16) return null;
  const isLittle = bytes[0] === 'l'.charCodeAt(0);
  const head = new Reader(bytes, isLittle, 4);
  const bodyBytes = head.uint32();
  const serial = head.uint32();
  const fieldBytes = head.uint32();
  const bodyAt = Math.ceil((16 + fieldBytes) / 8) * 8;
  const end = bodyAt + bodyBytes;
  if (end > mostBytes) throw new RangeError('a message beyond all measure');
  if (bytes.length < end) return null;
  const fields = new Map<number, Value>();
  head.at = 12;
  const listed = new Reader(bytes.subarray(0, bodyAt), isLittle, 12).value('a(yv)');
  for (const one of Array.isArray(listed) ? listed : [])
    if (Array.isArray(one) && typeof one[0] === 'number' && one[1] !== undefined) fields.set(one[0], one[1]);
  const text = (code: number) => {
    const value = fields.get(code);
    return typeof value === 'string' ? value : null;
  };
  const replyTo = fields.get(field.replySerial);
  const body = new Reader(bytes.subarray(bodyAt, end), isLittle, 0).values(text(field.signature) ?? '');
  const message = {
    type: bytes[1] ?? 0,
    serial,
    replyTo: typeof replyTo === 'number' ? replyTo : null,
    path: text(field.path),
    member: text(field.member),
    errorName: text(field.errorName),
    body,
  };
  return { message, rest: bytes.subarray(end) };
}
