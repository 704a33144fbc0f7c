import { describe, expect, it } from "vitest";
import { FAULTS } from "#lib/errors";
import { CAPABILITIES } from "#lib/evidence";
import { asSentence } from "./as-sentence.ts";
import { axesOf } from "./axes.ts";
import { capabilityRows, countVerdicts } from "./capability-words.ts";
import { problemLook } from "./problem-look.ts";
import { denied, no, upgradeOf, yes } from "./upgrade.test-support.ts";

describe("capabilityRows", () => {
  it("has all thirteen in their own order, each with words", () => {
    const rows = capabilityRows(upgradeOf({}));
    expect(rows.map(({ name }) => name)).toEqual(CAPABILITIES);
    for (const { words } of rows) expect(words).not.toBe("");
  });

  it("counts verdicts", () => {
    const rows = capabilityRows(upgradeOf({ referrersApi: yes, catalog: no, tagListing: denied }));
    expect(countVerdicts(rows)).toBe("1 supported, 1 unsupported, 11 unknown");
  });

  it("calls a capability that the answer leaves out not asked", () => {
    const upgrade = upgradeOf({ referrersApi: yes });
    const { sha512, ...rest } = upgrade.capabilities;
    const rows = capabilityRows({ ...upgrade, capabilities: rest as typeof upgrade.capabilities });
    expect(rows.find(({ name }) => name === "sha512")?.support.because).toBe("not-asked");
  });
});

describe("axesOf", () => {
  it("keeps API and manifest apart", () => {
    const { proposalE } = axesOf(upgradeOf({ referrersApi: yes, artifactManifest: no }));
    expect(proposalE.map(({ words, mark }) => [words, mark])).toEqual([
      ["referrers API", "tick"],
      ["no new manifest", "unsupported"],
    ]);
  });

  it("says of an unknown why, and of a gap how large", () => {
    const { oci11 } = axesOf(upgradeOf({ referrersApi: denied }, { reindexGap: ["sha256:a"] }));
    expect(oci11.map(({ words }) => words)).toEqual([
      "referrers API, denied",
      "subject confirmed, not asked",
      "1 not re-indexed",
    ]);
  });
});

describe("problemLook", () => {
  it("has a look for every code, none of them green", () => {
    for (const [code, { title }] of Object.entries(FAULTS)) {
      const look = problemLook({ code, title }, "a.example");
      expect(look.title).not.toBe("");
      expect(["ink", "warn", "bad"]).toContain(look.tone);
    }
  });

  it("draws denied, limited and failed each with its own mark", () => {
    const mark = (code: string) => problemLook({ code, title: "" }, "a.example").mark;
    expect(["credentials-refused", "rate-limited", "connection-failed", "address-refused"].map(mark)).toEqual(
      ["denied", "rate-limited", "failed", "not-asked"],
    );
  });
});

describe("asSentence", () => {
  it.each([
    ["it listed 6 tags", "It listed 6 tags."],
    ["It has one.", "It has one."],
    ["", ""],
    ["a\u202eb", "A\ufffdb."],
  ])("of %j is %j", (reason, sentence) => expect(asSentence(reason)).toBe(sentence));
});
