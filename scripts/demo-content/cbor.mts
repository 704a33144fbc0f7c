// As much of CBOR (RFC 8949) as a COSE_Sign1 envelope needs. Map entries are written in the order given.

export type Cbor = number | string | Uint8Array | Cbor[] | Map<number | string, Cbor> | Tagged;
type Tagged = { tag: number; value: Cbor };

const MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6 } as const;

export function encodeCbor(value: Cbor): Buffer {
  if (typeof value === "number")
    return value < 0 ? head(MAJOR.negative, -1 - value) : head(MAJOR.unsigned, value);
  if (typeof value === "string") return sized(MAJOR.text, Buffer.from(value));
  if (value instanceof Uint8Array) return sized(MAJOR.bytes, value);
  if (Array.isArray(value)) return Buffer.concat([head(MAJOR.array, value.length), ...value.map(encodeCbor)]);
  if (value instanceof Map) {
    const entries = [...value].flatMap(([key, item]) => [encodeCbor(key), encodeCbor(item)]);
    return Buffer.concat([head(MAJOR.map, value.size), ...entries]);
  }
  return Buffer.concat([head(MAJOR.tag, value.tag), encodeCbor(value.value)]);
}

function sized(major: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([head(major, bytes.byteLength), bytes]);
}

/** The first byte and, from 24 on, the number in 1, 2 or 4 more. */
function head(major: number, count: number): Buffer {
  const first = major << 5;
  if (count < 24) return Buffer.from([first | count]);
  if (count < 0x100) return Buffer.from([first | 24, count]);
  const long = count >= 0x10000;
  const bytes = Buffer.alloc(long ? 5 : 3);
  bytes[0] = first | (long ? 26 : 25);
  if (long) bytes.writeUInt32BE(count, 1);
  else bytes.writeUInt16BE(count, 1);
  return bytes;
}
