import { describe, expect, it } from "vitest";
import type { Capabilities } from "#lib/evidence";
import { supported, unknownBecause, unknownCapabilities, unsupported } from "#lib/upgrade";
import { mergeVerdicts } from "./merge.ts";

const reading = (fields: Partial<Capabilities>): Capabilities => ({
  ...unknownCapabilities("not asked"),
  ...fields,
});

describe("what pushing showed", () => {
  it("stands where reading knew nothing", () => {
    const { capabilities, notes } = mergeVerdicts(reading({}), { sha512: supported("kept", ["x1"]) });
    expect(capabilities.sha512).toMatchObject({ support: "supported", evidence: ["x1"] });
    expect(capabilities.catalog).toMatchObject({ because: "not-asked" });
    expect(notes).toEqual([]);
  });

  it("nothing: what reading found stays, and where it found nothing the newer reason does", () => {
    const denied = unknownBecause("denied", "403", ["x2"]);
    const read = reading({ subjectAccepted: supported("stored", ["x1"]) });
    const { capabilities } = mergeVerdicts(read, { subjectAccepted: denied, sha512: denied });
    expect(capabilities.subjectAccepted).toMatchObject({ support: "supported", evidence: ["x1"] });
    expect(capabilities.sha512).toMatchObject({ support: "unknown", because: "denied" });
  });

  it("contrary: it wins, and both are told", () => {
    const read = reading({ artifactManifest: supported("one is there", ["x1"]) });
    const { capabilities, notes } = mergeVerdicts(read, { artifactManifest: unsupported("415", ["x2"]) });
    expect(capabilities.artifactManifest).toMatchObject({ support: "unsupported", evidence: ["x2"] });
    expect(notes).toEqual(['artifactManifest: reading said "one is there", pushing "415"']);
  });

  it.each(["referrersApi", "orasReferrers", "tagListing"] as const)(
    "a no to %s does not undo the list that reading was given: not known, and both are told",
    (name) => {
      const read = reading({ [name]: supported("a list of 0", ["x1"], "medium") });
      const { capabilities, notes } = mergeVerdicts(read, { [name]: unsupported("404", ["x2"]) });
      expect(capabilities[name]).toMatchObject({ support: "unknown", evidence: ["x2", "x1"] });
      expect(capabilities[name].reason).toContain('"a list of 0", then "404"');
      expect(notes).toEqual([`${name}: reading said "a list of 0", pushing "404"`]);
      expect(capabilities.artifactTypeFilter.support).toBe("unknown");
      const guessed = reading({ [name]: supported("advertised", ["x1"], "low") });
      const other = mergeVerdicts(guessed, { [name]: unsupported("404", ["x2"]) });
      expect(other.capabilities[name].support).toBe("unsupported");
    },
  );

  it("the same: evidence adds up; of two yes the push's holds, of two no the surer one", () => {
    const read = reading({
      referrersApi: supported("a list of 0", ["x1"]),
      orasReferrers: unsupported("404", ["x3"], "high"),
    });
    const { capabilities } = mergeVerdicts(read, {
      referrersApi: supported("lists, but not what was pushed", ["x2"], "low"),
      orasReferrers: unsupported("404 and 404", ["x4"], "medium"),
    });
    expect(capabilities.referrersApi).toMatchObject({ confidence: "low", evidence: ["x2", "x1"] });
    expect(capabilities.orasReferrers).toMatchObject({ confidence: "high", evidence: ["x4", "x3"] });
  });

  it("no API: then no filter and no pages either", () => {
    const { capabilities } = mergeVerdicts(
      reading({ pagination: unknownBecause("answered", "one page", ["x1"]) }),
      {
        referrersApi: unsupported("404", ["x2"]),
      },
    );
    for (const name of ["pagination", "artifactTypeFilter"] as const) {
      expect(capabilities[name]).toMatchObject({
        support: "unsupported",
        reason: "there is no referrers API",
      });
    }
  });
});
