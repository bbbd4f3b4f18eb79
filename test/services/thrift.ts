// Thrift's binary protocol, as far as the Databricks service writes it: structs, lists and simple values, and a request's head.

export type Field = readonly [id: number, value: Value];
export type Value =
  | { bool: boolean }
  | { i32: number }
  | { i64: number }
  | { binary: string | Buffer }
  | { struct: readonly Field[] }
  | { list: readonly Value[] };

const TYPE = { bool: 2, i32: 8, i64: 10, binary: 11, struct: 12, list: 15 } as const;
const VERSION_1 = 0x80010000;
const REPLY = 2;

const HEAD_BYTES = 12;

/** The method's name and the number of the call, which the reply repeats; null for what is no call. */
export function readCall(bytes: Buffer): { method: string; sequence: number } | null {
  if (bytes.length < HEAD_BYTES || bytes.readUInt16BE(0) !== VERSION_1 >>> 16) return null;
  const length = bytes.readInt32BE(4);
  if (length < 0 || bytes.length < HEAD_BYTES + length) return null;
  return { method: bytes.toString("utf8", 8, 8 + length), sequence: bytes.readInt32BE(8 + length) };
}

/** A result is a struct whose field 0 is what the method returns. */
export function reply(method: string, sequence: number, result: readonly Field[]): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE((VERSION_1 | REPLY) >>> 0);
  return Buffer.concat([head, text(method), i32(sequence), write({ struct: [[0, { struct: result }]] })]);
}

function write(value: Value): Buffer {
  if ("bool" in value) return Buffer.from([value.bool ? 1 : 0]);
  if ("i32" in value) return i32(value.i32);
  if ("i64" in value) return i64(value.i64);
  if ("binary" in value) return text(value.binary);
  if ("struct" in value) return Buffer.concat([...value.struct.map(field), Buffer.from([0])]);
  const [first] = value.list;
  const head = Buffer.from([first ? typeOf(first) : TYPE.struct]);
  return Buffer.concat([head, i32(value.list.length), ...value.list.map(write)]);
}

function field([id, value]: Field): Buffer {
  const head = Buffer.from([typeOf(value), 0, 0]);
  head.writeInt16BE(id, 1);
  return Buffer.concat([head, write(value)]);
}

function typeOf(value: Value): number {
  return TYPE[Object.keys(value)[0] as keyof typeof TYPE];
}

function text(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as string);
  return Buffer.concat([i32(bytes.length), bytes]);
}

function i32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function i64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
}
