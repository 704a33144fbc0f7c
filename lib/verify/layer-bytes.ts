// The bytes of one layer, with what is worked out of all of them: once, however many documents they hold.
import { createHash } from "node:crypto";
import { documentsIn } from "#lib/inspect";

export class LayerBytes {
  readonly bytes: Uint8Array;
  readonly #annotations: Readonly<Record<string, string>>;
  readonly #hashes = new Map<string, string>();
  #documents: readonly Uint8Array[] | undefined;

  /** The bytes do not change from then on. `annotations` are the layer's: a signature among them is over all of it. */
  constructor(bytes: Uint8Array, annotations?: Readonly<Record<string, string>> | null) {
    this.bytes = bytes;
    this.#annotations = annotations ?? {};
  }

  /** One of its documents, as lib/inspect tells them apart, counted from 0; undefined where it holds no so many. */
  document(at: number): Uint8Array | undefined {
    this.#documents ??= documentsIn(this.bytes, this.#annotations).documents;
    return this.#documents[at];
  }

  /** Lower-case hex. `algorithm` is one that node:crypto knows. */
  hash(algorithm: string): string {
    const known = this.#hashes.get(algorithm);
    if (known !== undefined) return known;
    const hash = createHash(algorithm).update(this.bytes).digest("hex");
    this.#hashes.set(algorithm, hash);
    return hash;
  }
}
