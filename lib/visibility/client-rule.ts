// What a rule about a named client can say. Where a field may be "unknown", nobody has read it, and the cells say so.
import { mediaTypeEssence } from "#lib/oci";

/** A media type or artifactType as written, or a pattern over such. */
type TypePattern = string | RegExp;

/**
 * How it takes what the referrers API answers. `takes`: "index type" wants exactly an OCI index's Content-Type and
 * holds any other 200 for no API, "index" wants a body that is one, "any 200" reads what there is. On a status of
 * `fallsBackOn`, and on a 200 that it does not take, it goes on to the tag; on any other it fails.
 */
export type ApiRule = {
  takes: "index type" | "index" | "any 200";
  fallsBackOn: readonly number[] | "any" | "unknown";
  /** A 404 that says NAME_UNKNOWN is a failure, not the absence of the API. */
  mindsUnknownNames?: true;
  pages: "all" | "first" | "unknown";
};

/** What it needs of an artifact to read it. Without `media` and `types` it opens each manifest. */
export type Opening = {
  /** Media types of manifests. */
  media?: readonly string[];
  /** artifactTypes, or types of the layer that it looks at instead. */
  types?: readonly TypePattern[];
  by?: "layer";
  /** "a sigstore bundle". */
  what: string;
};

export type ReferrersWay = {
  by: "referrers";
  /** Absent: it never asks the API. */
  api?: ApiRule;
  /** Absent: it never looks at the referrers tag. "checked": not when the tag names the image itself. */
  tag?: "as it is" | "checked" | "unknown";
  /** It cuts the tag of a long digest to 64 digits, as the specification wants; others ask for a tag that cannot be. */
  cutsTags?: true;
  /** Only these artifactTypes are asked for, or taken from the list. */
  asksFor?: {
    types: readonly TypePattern[];
    words: string;
    /** Why another type may be asked for after all. */
    others?: string;
  };
  /** Absent: it only lists, and opens nothing. */
  opens?: Opening;
  /** With more entries than this it fails. */
  most?: number;
  /** It is content with the first that it can read. */
  onlyFirst?: true;
  /** Only where a setting says so: "cosignEnabled is set". */
  onlyIf?: string;
};

type CosignSuffix = ".sig" | ".att" | ".sbom";
/** `<alg>-<hex>.sig` and its like. */
export type CosignWay = { by: "cosign tags"; suffixes: readonly CosignSuffix[]; onlyIf?: string };
/** All tags that begin with `<alg>-<hex>`, and what the indexes among them list. */
export type PrefixWay = { by: "tag prefix" };
export type Way = ReferrersWay | CosignWay | PrefixWay;

export type ClientRule = {
  id: string;
  name: string;
  versions: string;
  /** The command or feature that the rule is about. */
  runs: string;
  /** How it looks things up, in a sentence. */
  looks: string;
  /** What it does with the children of an index: goes to all, only to the one of its platform, or looks at none. */
  children: "all" | "own platform" | "none" | "unknown";
  /** Whether it looks for what is attached to what it found. */
  nested: boolean | "unknown";
  /** Media types from which it goes on; another one is a failure. Absent: any. */
  goesOnFrom?: readonly string[];
  /** Each list of ways is tried in its order until one finds something readable; the lists stand beside each other. */
  ways: readonly (readonly Way[])[];
  /** What is lost when a question fails: all it would have said, what was still to come, or this question's answer. */
  fails: "everything" | "the rest" | "this way";
  /** The first answer about the API holds for the whole run. */
  keepsFirstAnswer?: true;
  sources: readonly { text: string; url?: string }[];
  /** YYYY-MM-DD. */
  read: string;
};

/** Whether a type is one of these. Parameters do not count. */
export function fitsType(patterns: readonly TypePattern[], type: string): boolean {
  const essence = mediaTypeEssence(type);
  return patterns.some((pattern) =>
    typeof pattern === "string" ? pattern === essence : pattern.test(essence),
  );
}
