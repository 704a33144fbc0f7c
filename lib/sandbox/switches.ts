// What one sandbox registry does and leaves out: every deviation seen in a real registry is one switch here.
import type { AuthSwitch } from "./auth.ts";

/**
 * How `GET /v2/<name>/referrers/<digest>` is answered.
 * - `on`: OCI 1.1. `off`: no such route, a plain-text 404 (distribution 2.8 and 3.1).
 * - `405`: olareg with its API switched off. `406`: Artifactory before 7.90.
 * - `html`: 200 with a login page (old Google front ends). `html-404`: GitLab's dependency proxy.
 * - `empty`: 200 and an empty list, always (a pull-through cache that asks only itself, Harbor).
 * - `400-unknown`: Quay: 400 MANIFEST_INVALID for a digest without a manifest, and the entries of the
 *   referrers tag merged into the list without a look at their `subject`.
 * - `redirect`: GHCR: 303 to another origin with the digest cut short.
 * - `401-bare`: Harbor 2.7: 401 without a challenge.
 */
export type ReferrersMode =
  | "on"
  | "off"
  | "405"
  | "406"
  | "html"
  | "html-404"
  | "empty"
  | "400-unknown"
  | "redirect"
  | "401-bare";

/** What becomes of a PUT of a manifest type: 201, 400 MANIFEST_INVALID (distribution) or 415 (zot). */
export type TypeVerdict = "accepted" | "400" | "415";

/** How the `Link` header of a paged list is written. Only the first two are right. */
type LinkStyle =
  | "relative"
  | "absolute"
  /** olareg: `rel=next` without quotes. */
  | "unquoted"
  /** Cloudflare's serverless registry: no angle brackets. */
  | "unbracketed"
  /** Every page says that there is one more, and that one is the same page. */
  | "endless"
  /** The next page is on another origin (`redirectTo`). */
  | "foreign";

/** One entry of ext/discover. */
export type ExtensionEntry = { name: string; url?: string; description?: string; endpoints?: string[] };

export type Switches = {
  referrersApi: ReferrersMode;
  /** Whether new manifests enter the index of referrers. Absent: while any listing of referrers is switched on. */
  indexing?: boolean;
  /** `OCI-Subject` on a PUT of a manifest with a subject. */
  ociSubjectHeader: boolean;
  /** `header`: OCI 1.1's OCI-Filters-Applied; `annotation`: rc1's index annotation; `ignored`: no filter. */
  artifactTypeFilter: "header" | "annotation" | "ignored";
  /** Entries in one page; 0: one page, until it would pass 4 MiB. */
  referrersPageSize: number;
  /** Content-Type of the list; Harbor before 2.9 sent application/json. */
  referrersContentType: string;
  /** Origin of redirects and foreign links. */
  redirectTo: string;
  linkStyle: LinkStyle;
  /** Whether switching the API on at run time indexes what valid referrers tags list (olareg does). */
  reindexOnEnable: boolean;

  /** `rejected`: 400 for any manifest with a subject: a registry below the bicycle. */
  subject: "accepted" | "rejected";
  /** Whether an index's subject counts, as it must in OCI 1.1. */
  indexSubject: boolean;
  /** Whether Proposal E's `refers` is indexed like `subject`. */
  refersField: boolean;
  artifactManifest: TypeVerdict;
  orasManifest: TypeVerdict;
  dockerManifest: TypeVerdict;
  /** Whether a blob may come whole in the POST; where not, it is ignored and a session opens (distribution). */
  monolithicPost: boolean;
  /** Whether a mount without `from` looks in every repository; where not, a session opens (distribution 2.8). */
  anonymousMount: boolean;
  /** 400 for a manifest whose blobs or children are not in the repository (distribution). */
  strictContents: boolean;

  extDiscover: false | { registry: ExtensionEntry[]; repository: ExtensionEntry[] };
  /** The two addresses of ORAS' own referrers API. */
  orasApi: readonly ("ext" | "v1")[];
  /** The name of the list in ORAS' answers: `references` in its early releases. */
  orasListName: "referrers" | "references";
  /** The working group's test API, `_oci/artifacts/referrers?digest=`. */
  wgApi: boolean;

  tagsList: boolean;
  /** distribution 2.8.2: the whole list, whatever `n`. */
  tagsIgnoreN: boolean;
  /** Most tags in one page, whatever `n` (ACR: 1000); 0: no cap. */
  tagsPageSize: number;
  /** Largest `n` that is not answered with 400 (ECR: 1000); 0: any. */
  tagsMaxN: number;
  /** distribution 2.8.2: in no order. */
  tagsUnsorted: boolean;
  /** `"tags": null` where there are none. */
  tagsNull: boolean;
  catalog: boolean;

  sha512: boolean;
  /** If-Match and If-None-Match on PUT of a tag; where off they are ignored (distribution). */
  conditionalWrites: boolean;
  /** GitLab: the tag `sha256-<hex>` is read as the digest `sha256:<hex>`. */
  tagIsDigest: boolean;
  /** 404 MANIFEST_UNKNOWN where Accept does not name the manifest's type (distribution, ACR). */
  acceptStrict: boolean;
  /** `Docker-Content-Digest` on answers. */
  digestHeader: boolean;
  auth: AuthSwitch;
  deletes: boolean;
  /** Whether a tag can be deleted by its name; where not, 400 (distribution 2.8). */
  tagDeletes: boolean;
  /** NAME_UNKNOWN for a manifest of a repository that does not exist; distribution says MANIFEST_UNKNOWN. */
  namesUnknown: boolean;
  /** Every write is a 405. */
  readOnly: boolean;
  /** The `Server` header; none when empty. */
  server: string;
};

/** OCI 1.1, complete, open to all: what `createRegistry()` is without switches. */
export const DEFAULT_SWITCHES: Switches = {
  referrersApi: "on",
  ociSubjectHeader: true,
  artifactTypeFilter: "header",
  referrersPageSize: 0,
  referrersContentType: "application/vnd.oci.image.index.v1+json",
  redirectTo: "https://packages.invalid",
  linkStyle: "relative",
  reindexOnEnable: true,
  subject: "accepted",
  indexSubject: true,
  refersField: false,
  artifactManifest: "400",
  orasManifest: "400",
  dockerManifest: "accepted",
  monolithicPost: true,
  anonymousMount: true,
  strictContents: false,
  extDiscover: false,
  orasApi: [],
  orasListName: "referrers",
  wgApi: false,
  tagsList: true,
  tagsIgnoreN: false,
  tagsPageSize: 0,
  tagsMaxN: 0,
  tagsUnsorted: false,
  tagsNull: false,
  catalog: true,
  sha512: true,
  conditionalWrites: true,
  tagIsDigest: false,
  acceptStrict: false,
  digestHeader: true,
  auth: { kind: "none" },
  deletes: true,
  tagDeletes: true,
  namesUnknown: true,
  readOnly: false,
  server: "",
};

/** Whether a manifest that is pushed now enters the index of referrers. */
export function isIndexing(switches: Switches): boolean {
  const { indexing, referrersApi, orasApi, wgApi } = switches;
  return indexing ?? (referrersApi === "on" || referrersApi === "400-unknown" || orasApi.length > 0 || wgApi);
}
