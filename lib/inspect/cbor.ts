// CBOR (RFC 8949), as far as COSE needs it. Bounded, and lenient at the end: of a message that is cut off, what came
// before is kept.

/** Tags are kept with what they mark; floats and simple values but true, false and null are not needed, and are told. */
export type Cbor =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | Cbor[]
  | Map<string | number, Cbor>
  | { tag: number; value: Cbor };

/** `problem` says where reading stopped, and what was read has holes where it did. */
export type CborRead = { value: Cbor | undefined; problem?: string };

const LIMITS = { depth: 16, items: 10_000 } as const;
const BREAK = Symbol("break");

/** The first data item of the bytes. */
export function readCbor(bytes: Uint8Array): CborRead {
  const reader = new Reader(bytes);
  const value = reader.item(0);
  const read = value === BREAK ? {} : { value };
  return { value: undefined, ...read, ...(reader.problem === undefined ? {} : { problem: reader.problem }) };
}

class Reader {
  problem: string | undefined;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  #items = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  item(depth: number): Cbor | undefined | typeof BREAK {
    const start = this.#at;
    const first = this.#bytes[this.#at++];
    if (first === undefined) return this.#stop("it ends there", start);
    if (depth > LIMITS.depth || ++this.#items > LIMITS.items)
      return this.#stop("it is too deep or too long", start);
    const [major, info] = [first >> 5, first & 0x1f];
    if (major === 7) return this.#simple(info, start);
    const size = info === 31 ? Number.POSITIVE_INFINITY : this.#argument(info, start);
    if (size === undefined) return undefined;
    switch (major) {
      case 0:
        return size;
      case 1:
        return -1 - size;
      case 2:
      case 3:
        return this.#string(major, size, start);
      case 4:
        return this.#array(size, depth);
      case 5:
        return this.#map(size, depth);
      default:
        return { tag: size, value: this.#inner(depth) ?? null };
    }
  }

  /** A value inside another; a break where none may be is a fault. */
  #inner(depth: number): Cbor | undefined {
    const value = this.item(depth + 1);
    return value === BREAK ? this.#stop("a break stands where a value must", this.#at - 1) : value;
  }

  #argument(info: number, start: number): number | undefined {
    if (info < 24) return info;
    const length = [1, 2, 4, 8][info - 24];
    if (length === undefined || this.#at + length > this.#bytes.length)
      return this.#stop("a length cannot be read", start);
    const at = this.#at;
    this.#at += length;
    if (length === 1) return this.#view.getUint8(at);
    if (length === 2) return this.#view.getUint16(at);
    if (length === 4) return this.#view.getUint32(at);
    return Number(this.#view.getBigUint64(at));
  }

  #simple(info: number, start: number): Cbor | undefined | typeof BREAK {
    if (info === 31) return BREAK;
    if (info === 20 || info === 21) return info === 21;
    if (info === 22 || info === 23) return null;
    return this.#stop("a value of a kind that COSE does not use", start);
  }

  #string(major: number, size: number, start: number): Cbor | undefined {
    if (size === Number.POSITIVE_INFINITY)
      return this.#stop("bytes without a length, which COSE does not use", start);
    if (size > this.#bytes.length - this.#at) return this.#stop("longer bytes than are left", start);
    const bytes = this.#bytes.subarray(this.#at, this.#at + size);
    this.#at += size;
    return major === 2 ? bytes : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  }

  #array(size: number, depth: number): Cbor[] {
    const items: Cbor[] = [];
    for (let index = 0; index < size && this.problem === undefined; index++) {
      const value = this.item(depth + 1);
      if (value === BREAK) break;
      if (value !== undefined) items.push(value);
    }
    return items;
  }

  #map(size: number, depth: number): Map<string | number, Cbor> {
    const map = new Map<string | number, Cbor>();
    for (let index = 0; index < size && this.problem === undefined; index++) {
      const start = this.#at;
      const key = this.item(depth + 1);
      if (key === BREAK || key === undefined) break;
      const value = this.#inner(depth);
      if (typeof key !== "string" && typeof key !== "number")
        this.#stop("a key that is neither text nor number", start);
      else if (map.has(key)) this.#stop(`the key ${key} is there twice`, start);
      else if (value !== undefined) map.set(key, value);
    }
    return map;
  }

  #stop(why: string, at: number): undefined {
    this.problem ??= `The CBOR breaks at byte ${at}: ${why}.`;
  }
}
