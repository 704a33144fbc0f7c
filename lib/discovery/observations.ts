// What answers show about a registry, as verdicts. The walk and the passive probe both judge here, so they agree.
import type { Capabilities, CapabilityName, Support } from "#lib/evidence";
import { CAPABILITIES } from "#lib/evidence";
import { type Descriptor, type Manifest, MEDIA_TYPES } from "#lib/oci";
import type { ReferrersAnswer } from "#lib/registry";
import { notAsked, supported, unknownBecause, unsupported } from "#lib/upgrade";

type Observed = Partial<Capabilities>;

/** Evidence lists are for a person to open: the first few show it as well as all. */
const MAX_EVIDENCE = 4;

/** Only a push shows these for sure, though a stored manifest can prove some of them. */
const NEEDS_PUSH: ReadonlySet<CapabilityName> = new Set([
  "ociSubjectHeader",
  "subjectAccepted",
  "artifactManifest",
  "ociIndexSubject",
  "sha512",
  "conditionalWrites",
]);

/** Collects verdicts; for each capability the strongest one stays. */
export class Observations {
  readonly #best: Observed = {};

  /** Takes part in the verdict: proof beats a "no", a "no" beats "unknown", "unknown" beats "not asked". */
  add(observed: Observed): void {
    for (const name of CAPABILITIES) {
      const next = observed[name];
      if (next) this.#best[name] = stronger(this.#best[name], next);
    }
  }

  get(name: CapabilityName): Support | undefined {
    return this.#best[name];
  }

  /** All thirteen, each with a reason; the referrers API's verdict decides those that hang on it. */
  capabilities(): Capabilities {
    const of = (name: CapabilityName) => this.#best[name] ?? this.#unasked(name);
    return {
      referrersApi: of("referrersApi"),
      ociSubjectHeader: of("ociSubjectHeader"),
      artifactTypeFilter: of("artifactTypeFilter"),
      pagination: of("pagination"),
      extensionDiscovery: of("extensionDiscovery"),
      subjectAccepted: of("subjectAccepted"),
      artifactManifest: of("artifactManifest"),
      ociIndexSubject: of("ociIndexSubject"),
      sha512: of("sha512"),
      conditionalWrites: of("conditionalWrites"),
      tagListing: of("tagListing"),
      catalog: of("catalog"),
      orasReferrers: of("orasReferrers"),
    };
  }

  #unasked(name: CapabilityName): Support {
    if (NEEDS_PUSH.has(name)) return notAsked("only a push would show it, and nothing was pushed");
    const api = this.#best.referrersApi;
    if (api && (name === "artifactTypeFilter" || name === "pagination")) {
      if (api.support === "unsupported") {
        return unsupported("there is no referrers API", api.evidence, api.confidence);
      }
      if (api.support === "unknown") return unknownBecause(causeOf(api), api.reason, api.evidence);
    }
    if (name === "orasReferrers") return notAsked("it is not advertised, so it was not asked for");
    return notAsked("it was not asked for");
  }
}

function causeOf(support: Support): Exclude<Support["because"], "not-asked"> {
  return support.because === "not-asked" ? "answered" : support.because;
}

const STRENGTH = { supported: 3, unsupported: 2, unknown: 1 } as const;
const CONFIDENCE = { high: 3, medium: 2, low: 1, none: 0 } as const;

function stronger(known: Support | undefined, next: Support): Support {
  if (!known) return { ...next, evidence: next.evidence.slice(0, MAX_EVIDENCE) };
  const rank = (support: Support) => STRENGTH[support.support] * 10 + CONFIDENCE[support.confidence];
  const [winner, other] = rank(next) > rank(known) ? [next, known] : [known, next];
  // Evidence of the same verdict adds up; evidence of another one would only confuse.
  const both = winner.support === other.support ? [...winner.evidence, ...other.evidence] : winner.evidence;
  return { ...winner, evidence: [...new Set(both)].slice(0, MAX_EVIDENCE) };
}

/** What a list from the referrers API shows. Its entries are the registry's own words, so "medium". */
export function observeReferrers(answer: ReferrersAnswer, evidence: string[]): Observed {
  const type = answer.conformantType ? "" : ", though not with the media type of an index";
  const observed: Observed = {
    referrersApi: supported(`it answered with a list of ${answer.items.length}${type}`, evidence),
    pagination: answer.paged
      ? supported("the list came in pages, with Link", evidence)
      : unknownBecause("answered", "the list fitted on one page", evidence),
  };
  if (answer.filtersApplied.includes("artifactType")) {
    observed.artifactTypeFilter = supported("it says which filters it applied", evidence);
  }
  if (answer.items.length > 0) {
    observed.subjectAccepted = supported("it lists manifests by their subject", evidence, "medium");
  }
  const listed = (matches: (item: Descriptor) => boolean) => answer.items.some(matches);
  if (listed((item) => item.mediaType === MEDIA_TYPES.ociArtifact)) {
    observed.artifactManifest = supported("it lists an OCI artifact manifest", evidence, "medium");
  }
  if (listed((item) => item.mediaType === MEDIA_TYPES.ociIndex)) {
    observed.ociIndexSubject = supported("it lists an index that has a subject", evidence, "medium");
  }
  if (listed((item) => item.digest.startsWith("sha512:"))) {
    observed.sha512 = supported("it lists a sha512 digest", evidence, "medium");
  }
  return observed;
}

/** What a manifest that was read shows: the registry stores it, so it took it once. */
export function observeManifest(digest: string, manifest: Manifest, evidence: string[]): Observed {
  const observed: Observed = {};
  if (manifest.subject) {
    observed.subjectAccepted = supported("it stores a manifest that has a subject", evidence);
    if (manifest.form === "oci-index") {
      observed.ociIndexSubject = supported("it stores an index that has a subject", evidence);
    }
  }
  if (manifest.form === "oci-artifact") {
    observed.artifactManifest = supported("it stores an OCI artifact manifest", evidence, "medium");
  }
  if (digest.startsWith("sha512:")) observed.sha512 = supported("it stores a sha512 digest", evidence);
  return observed;
}
