// What is verified: one layer of an artifact with what stands beside it, and what the reader has it attached to.
import type { Descriptor, Manifest } from "#lib/oci";
import type { LayerBytes } from "./layer-bytes.ts";

/**
 * A layer as the registry holds it. Its bytes match `layer.digest`, or there is a reason why they could not be had. `document`:
 * which of the signed ones in what is `held`, as lib/inspect tells them apart; `bytes` alone: all of them as one.
 */
export type Signed = {
  manifest: Manifest;
  layer: Descriptor;
  content:
    | { bytes: Uint8Array }
    | { held: LayerBytes; document: number }
    | { unread: string; why: "missing" | "too-large" | "failed" };
};

/** The image, index or artifact that it is said to be about, with the two things besides the digest that notation signs. */
export type About = {
  /** "ghcr.io/org/app": what the operator's rules are scoped by. */
  repository: string;
  digest: string;
  /** The digest is what was asked for, and the manifest does not say that it is attached there. */
  isGiven?: boolean;
  mediaType?: string;
  size?: number;
  /** Its own bytes, where they are at hand: some bundles sign them as they are, and then nothing else will do. */
  bytes?: Uint8Array;
  /** Platforms of an index, so that "signed linux/amd64, not the index" can be said. */
  platforms: { digest: string; name: string }[];
};
