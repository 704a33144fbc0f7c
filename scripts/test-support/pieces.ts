// Blobs and manifests with their digests, as a registry keeps them.
import { createHash } from "node:crypto";

export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const INDEX = "application/vnd.oci.image.index.v1+json";
export const EMPTY = "application/vnd.oci.empty.v1+json";

export type Piece = { mediaType: string; digest: string; bytes: Uint8Array };

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

export function piece(mediaType: string, bytes: Uint8Array): Piece {
  return { mediaType, bytes, digest: digestOf(bytes) };
}

export function jsonPiece(mediaType: string, value: unknown): Piece {
  return piece(mediaType, new Uint8Array(Buffer.from(JSON.stringify(value))));
}

export const described = ({ mediaType, digest, bytes }: Piece, annotations?: Record<string, string>) => ({
  ...{ mediaType, digest, size: bytes.length },
  ...(annotations ? { annotations } : {}),
});
