// Holds the bytes that are made, by digest, until they are written out.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

export type Annotations = Record<string, string>;

/** An OCI descriptor: `size` in bytes. */
export type Descriptor = {
  mediaType: string;
  digest: string;
  size: number;
  artifactType?: string;
  annotations?: Annotations;
  platform?: { architecture: string; os: string };
  data?: string;
};

/** A manifest on the shelf: its descriptor, and the body that was serialised. */
export type Manifest = { descriptor: Descriptor; body: Record<string, unknown> };

export class Shelf {
  readonly #files = new Map<string, Uint8Array>();

  /** Takes over what `write` wrote. */
  restore(directory: string): void {
    for (const name of readdirSync(directory)) {
      const algorithm = name.length === 128 ? "sha512" : "sha256";
      this.put(readFileSync(path.join(directory, name)), "application/octet-stream", algorithm);
    }
  }

  /** Keeps `bytes` and describes them. */
  put(bytes: Uint8Array, mediaType: string, algorithm: "sha256" | "sha512" = "sha256"): Descriptor {
    const digest = `${algorithm}:${createHash(algorithm).update(bytes).digest("hex")}`;
    this.#files.set(digest, bytes);
    return { mediaType, digest, size: bytes.byteLength };
  }

  /** Keeps `value` as compact JSON. */
  json(value: unknown, mediaType: string): Descriptor {
    return this.put(Buffer.from(JSON.stringify(value)), mediaType);
  }

  /** Keeps a manifest in the indented form that registries and clients commonly store. */
  manifest(body: { mediaType: string; [field: string]: unknown }, algorithm?: "sha256" | "sha512"): Manifest {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, ...body }, undefined, 2));
    return { descriptor: this.put(bytes, body.mediaType, algorithm), body };
  }

  read(digest: string): Uint8Array {
    const bytes = this.#files.get(digest);
    if (!bytes) throw new Error(`Nothing on the shelf has the digest ${digest}`);
    return bytes;
  }

  /** Replaces `directory` by one file for each of `digests`, named by the digest's encoded part. */
  write(directory: string, digests: Iterable<string>): void {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    for (const digest of digests) {
      writeFileSync(path.join(directory, digest.slice(digest.indexOf(":") + 1)), this.read(digest));
    }
  }
}
