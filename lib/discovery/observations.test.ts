import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CAPABILITIES } from "#lib/evidence";
import { MEDIA_TYPES } from "#lib/oci";
import type { ReferrersAnswer } from "#lib/registry";
import { notAsked, supported, unknownBecause, unsupported } from "#lib/upgrade";
import { Observations, observeReferrers } from "./observations.ts";

const D = `sha256:${"1".repeat(64)}`;
const list = (fields: Partial<ReferrersAnswer> = {}): ReferrersAnswer => ({
  items: [],
  pages: 1,
  conformantType: true,
  filtersApplied: [],
  paged: false,
  warnings: [],
  ...fields,
});
const entry = (mediaType: string, digest = D) => ({ mediaType, digest, size: 1 });

describe("Observations", () => {
  it("begins with all thirteen unknown and not asked", () => {
    const capabilities = new Observations().capabilities();
    expect(Object.keys(capabilities)).toEqual([...CAPABILITIES]);
    for (const support of Object.values(capabilities)) {
      expect(support).toMatchObject({ support: "unknown", because: "not-asked" });
      expect(support.reason).not.toBe("");
    }
  });

  it("lets proof beat a no, a no beat unknown, and unknown beat nothing, in any order", () => {
    const verdicts = [
      supported("proof", ["x1"]),
      unsupported("no", ["x2"], "medium"),
      unknownBecause("denied", "refused", ["x3"]),
      notAsked("nobody asked"),
    ];
    fc.assert(
      fc.property(fc.subarray(verdicts, { minLength: 1 }), fc.infiniteStream(fc.nat()), (some, order) => {
        const shuffled = [...some].sort(() => (order.next().value % 2 === 0 ? 1 : -1));
        const observations = new Observations();
        for (const referrersApi of shuffled) observations.add({ referrersApi });
        const best = verdicts.find((verdict) => some.includes(verdict));
        expect(observations.capabilities().referrersApi).toMatchObject({
          support: best?.support,
          reason: best?.reason,
        });
      }),
    );
  });

  it("keeps a few pieces of evidence, and none of the other side", () => {
    const observations = new Observations();
    for (let n = 0; n < 9; n++) observations.add({ referrersApi: supported("proof", [`x${n}`]) });
    observations.add({ referrersApi: unsupported("no", ["wrong"]) });
    expect(observations.capabilities().referrersApi.evidence).toEqual(["x0", "x1", "x2", "x3"]);
  });

  it("draws what hangs on the API from the API's verdict", () => {
    const off = new Observations();
    off.add({ referrersApi: unsupported("404", ["x1"], "low") });
    expect(off.capabilities().artifactTypeFilter).toMatchObject({
      support: "unsupported",
      confidence: "low",
    });
    const denied = new Observations();
    denied.add({ referrersApi: unknownBecause("denied", "403", ["x1"]) });
    expect(denied.capabilities().pagination).toMatchObject({ support: "unknown", because: "denied" });
  });
});

describe("observeReferrers", () => {
  it("takes an empty list for proof of the API and of nothing else", () => {
    const observed = observeReferrers(list(), ["x1"]);
    expect(observed.referrersApi).toMatchObject({ support: "supported", confidence: "high" });
    expect(observed.pagination?.support).toBe("unknown");
    expect(observed.subjectAccepted).toBeUndefined();
    expect(observed.artifactManifest).toBeUndefined();
  });

  it("reads paging, filters and stored forms off the list", () => {
    const items = [entry(MEDIA_TYPES.ociArtifact), entry(MEDIA_TYPES.ociIndex, `sha512:${"2".repeat(128)}`)];
    const observed = observeReferrers(list({ items, paged: true, filtersApplied: ["artifactType"] }), ["x1"]);
    for (const name of [
      "pagination",
      "artifactTypeFilter",
      "subjectAccepted",
      "artifactManifest",
      "ociIndexSubject",
      "sha512",
    ] as const) {
      expect(observed[name]?.support).toBe("supported");
    }
  });
});
