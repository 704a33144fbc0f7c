// What consumers find and producers leave behind, in the words that both share.
import type { Completeness, StrategyId } from "#lib/evidence";
import type { Descriptor, Manifest, ManifestForm } from "#lib/oci";
import type { Registry } from "#lib/registry";
import type { Consumer, Reading } from "#lib/upgrade";

/** One thing that a client did and what came of it, in words; `exchanges` are ids. */
export type Step = { what: string; outcome: string; exchanges: string[] };
export type Tell = (step: Step) => void;

/** What a consumer is asked: which image, where. `tell` hears each step as it is done. */
export type Question = {
  registry: Registry;
  repository: string;
  /** The image's own digest. */
  digest: string;
  /** Only referrers of this type are wanted. */
  artifactType?: string;
  tell?: Tell;
};

/** The ways of a consumer: Proposal E and OCI 1.1 know no others. */
export type Way = Extract<StrategyId, "referrers-api" | "referrers-tag" | "tag-listing">;

/** Why a thing is not known: refused, or not answered. Never a "no". */
export type Unknown = Extract<Completeness, "denied" | "rate-limited" | "failed">;

/** An image as a consumer got it. */
export type PulledImage =
  | {
      state: "pulled";
      digest: string;
      mediaType: string;
      bytes: Uint8Array;
      manifest: Manifest;
      exchanges: string[];
    }
  | { state: "missing" | Unknown; reason: string; exchanges: string[] };

/**
 * One referrer that a consumer came upon. `state` says what it is to this consumer: "cannot-parse" is found but of a
 * form that it does not know, "other-subject" is listed although its own manifest names another digest; "missing" and
 * the unknown ones were listed and could not be read.
 */
export type FoundReferrer = {
  /** Empty for a tag whose manifest could not be read. */
  digest: string;
  mediaType: string;
  artifactType?: string;
  annotations: Record<string, string>;
  foundBy: Way;
  /** The tag that led to it, where one did. */
  tag?: string;
  /** The list's own entry, where there is a list. */
  listed?: Descriptor;
  state: "usable" | "cannot-parse" | "other-subject" | "missing" | Unknown;
  form?: ManifestForm;
  /** Layers or blobs; none unless it is usable. */
  contents: Descriptor[];
  /** Why it cannot be used, or what this consumer would rather have. */
  note?: string;
  exchanges: string[];
};

/** What one way answered. "absent": there is no such way, or nothing at it that is a list. */
export type Asked = {
  way: Way;
  said: "list" | "absent" | "unknown";
  /** "404 MANIFEST_UNKNOWN: no such tag" */
  reason: string;
  exchanges: string[];
};

/**
 * All that a consumer found out about an image's referrers. An empty `found` means "none" only when `completeness` is
 * "complete"; with "denied", "rate-limited" and "failed" it could not be checked.
 */
export type Lookup = {
  found: FoundReferrer[];
  completeness: Completeness;
  /** The way that the answer came by: the last one that was asked. */
  by: Way;
  /** Each way that was asked, in order. */
  asked: Asked[];
  /** In a sentence. */
  reason: string;
  exchanges: string[];
};

/** One consumer's look at an image: the rat pulls the image and looks for nothing, the others look for referrers. */
export type Pull = { consumer: Consumer; reading: Reading; image?: PulledImage; lookup?: Lookup };
