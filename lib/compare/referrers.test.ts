import { describe, expect, it } from "vitest";
import { digestOf, explored, image, withLists } from "./compare.test-support.ts";
import { compareReferrers } from "./index.ts";
import type { ReferrerRow } from "./shapes.ts";

const PLATFORMS = { "linux/amd64": "amd", "linux/arm64": "arm" };
const brief = (rows: ReferrerRow[]) =>
  rows.map(({ title, about, state, other }) => [title, about, state, other?.verdict]);

describe("compareReferrers", () => {
  it("matches by digest, then by kind, type, predicate and place, and leaves the rest to one side", () => {
    const attested = { kindBy: "annotation", artifactType: "t", title: "test result" };
    const predicate = (type: string) => ({
      ...attested,
      annotations: [["in-toto.io/predicate-type", type] as [string, string]],
    });
    const left = image("one", PLATFORMS, [
      ["both", "sbom", "one"],
      ["sig-1", "signature", "one", { title: "cosign bundle" }],
      ["tests-1", "attestation", "amd", predicate("https://tests")],
      ["scan-1", "scan-report", "arm"],
    ]);
    const right = image("two", PLATFORMS, [
      ["both", "sbom", "two"],
      ["sig-2", "signature", "two", { title: "cosign bundle" }],
      ["tests-2", "attestation", "amd", predicate("https://other")],
      ["vex-2", "vex", "two"],
    ]);
    const { rows, pairs } = compareReferrers(explored(left), explored(right));
    expect(pairs.map(({ name }) => name)).toEqual(["the index", "linux/amd64", "linux/arm64"]);
    expect(brief(rows)).toEqual([
      ["both", "the index", "same", undefined],
      ["cosign bundle", "the index", "other-content", undefined],
      ["test result", "linux/amd64", "left-only", "missing"],
      ["scan-1", "linux/arm64", "left-only", "missing"],
      ["test result", "linux/amd64", "right-only", "missing"],
      ["vex-2", "the index", "right-only", "missing"],
    ]);
    expect(rows[2]?.other?.exchanges).toEqual(["f-referrers-api"]);
  });

  it("matches platforms in whatever way they are spelled", () => {
    const left = {
      "linux/arm64": "a1",
      "linux/arm/v7": "a2",
      "windows/amd64 10.0.17763.1": "a3",
      "linux/arm/v6": "a4",
    };
    const right = {
      "linux/arm64/v8": "b1",
      "linux/arm": "b2",
      "windows/amd64 10.0.17763.99": "b3",
      "linux/arm/v5": "b4",
    };
    const { pairs } = compareReferrers(explored(image("one", left, [])), explored(image("two", right, [])));
    expect(pairs.map((pair) => [pair.left?.name, pair.right?.name])).toEqual([
      ["the index", "the index"],
      ["linux/arm64", "linux/arm64/v8"],
      ["linux/arm/v7", "linux/arm"],
      ["windows/amd64 10.0.17763.1", "windows/amd64 10.0.17763.99"],
      ["linux/arm/v6", undefined],
      [undefined, "linux/arm/v5"],
    ]);
  });

  it("matches no platform with another one, though each side has but one", () => {
    const left = image("one", { "linux/amd64": "a1" }, []);
    const right = image("two", { "linux/arm64": "b1" }, []);
    const { pairs } = compareReferrers(explored(left), explored(right));
    expect(pairs.map((pair) => [pair.left?.name, pair.right?.name])).toEqual([
      ["the index", "the index"],
      ["linux/amd64", undefined],
      [undefined, "linux/arm64"],
    ]);
  });

  it("matches platforms by name where their digests differ", () => {
    const left = image("one", { "linux/amd64": "a1" }, [["s1", "sbom", "a1", { title: "SBOM" }]]);
    const right = image("two", { "linux/arm64": "b2", "linux/amd64": "a2" }, [
      ["s2", "sbom", "a2", { title: "SBOM" }],
      ["s3", "sbom", "b2", { title: "SBOM" }],
    ]);
    const { rows, pairs } = compareReferrers(explored(left), explored(right));
    expect(pairs.map(({ name, left, right }) => [name, Boolean(left), Boolean(right)])).toEqual([
      ["the index", true, true],
      ["linux/amd64", true, true],
      ["linux/arm64", false, true],
    ]);
    expect(brief(rows)).toEqual([
      ["SBOM", "linux/amd64", "other-content", undefined],
      ["SBOM", "linux/arm64", "right-only", "missing"],
    ]);
    expect(rows[1]?.other?.reason).toBe("what it is about is not there either");
  });

  it("sets a bare image beside the platform that it is", () => {
    const left = image("one", PLATFORMS, [
      ["sig", "signature", "one"],
      ["spdx", "sbom", "amd"],
    ]);
    const right = image("amd", {}, [["spdx", "sbom", "amd"]]);
    const { rows, pairs } = compareReferrers(explored(left), explored(right));
    expect(pairs.map(({ name, left, right }) => [name, Boolean(left && right)])).toEqual([
      ["linux/amd64", true],
      ["the index", false],
      ["linux/arm64", false],
    ]);
    expect(brief(rows)).toEqual([
      ["sig", "the index", "left-only", "missing"],
      ["spdx", "linux/amd64", "same", undefined],
    ]);
  });

  it("sets an image that is none of the platforms beside the index itself", () => {
    const left = image("other", {}, [["s1", "sbom", "other", { title: "SBOM" }]]);
    const right = image("one", PLATFORMS, [["s2", "sbom", "one", { title: "SBOM" }]]);
    const { rows, pairs } = compareReferrers(explored(left), explored(right));
    expect(pairs[0]?.name).toBe("the image and the index");
    expect(brief(rows)).toEqual([["SBOM", "the image", "other-content", undefined]]);
  });

  it("takes reading an index for an answer about what lies in it", () => {
    const attested = image("one", PLATFORMS, [
      ["a", "provenance", "amd", { foundBy: ["buildkit"] }, "in-index"],
    ]);
    const { rows } = compareReferrers(explored(attested), explored(image("two", PLATFORMS, [])));
    expect(brief(rows)).toEqual([["a", "linux/amd64", "left-only", "missing"]]);
  });

  const lone = image("one", {}, [["sig", "signature", "one"]]);
  const bare = image("one", {}, []);

  it.each(["denied", "rate-limited", "failed", "truncated"] as const)(
    "never calls missing what a list that is %s may hold",
    (completeness) => {
      const { rows } = compareReferrers(explored(lone), explored(withLists(bare, completeness)));
      expect(rows[0]).toMatchObject({
        state: "left-only",
        other: { verdict: "could-not-check", reason: `its list there is ${completeness}` },
      });
    },
  );

  it.each(["denied", "rate-limited", "failed"] as const)(
    "never calls missing what a way that was %s may show",
    (outcome) => {
      const { rows } = compareReferrers(explored(bare), explored(lone));
      expect(rows[0]?.other?.verdict).toBe("missing");
      const open = compareReferrers(explored(lone), explored(bare, { "cosign-tag": outcome }));
      expect(open.rows[0]?.other).toEqual({
        verdict: "could-not-check",
        reason: `cosign-tag: ${outcome}`,
        exchanges: ["f-cosign-tag"],
      });
    },
  );

  it("never calls missing what was found in a way that was not asked there", () => {
    const odd = image("one", {}, [["sig", "signature", "one", { foundBy: ["other-repository"] }]]);
    const { rows } = compareReferrers(explored(odd), explored(bare));
    expect(rows[0]?.other).toMatchObject({
      verdict: "could-not-check",
      reason: "other-repository was not asked there",
    });
  });

  it("says of the same kind with other content that the digest may be there too, where a list was not whole", () => {
    const other = withLists(image("one", {}, [["sig-2", "signature", "one", { title: "sig" }]]), "truncated");
    const { rows } = compareReferrers(explored(lone), explored(other));
    expect(rows[0]).toMatchObject({ state: "other-content", other: { verdict: "could-not-check" } });
  });

  it("counts as missing what a list names and the registry has not", () => {
    const dangling = image("one", {}, [["sig", "signature", "one", { state: "missing", reason: "404" }]]);
    const { rows } = compareReferrers(explored(lone), explored(dangling));
    expect(brief(rows)).toEqual([["sig", "the image", "left-only", "missing"]]);
    expect(rows[0]?.other?.reason).toBe("it is named there, but its manifest is not there: 404");
    expect(compareReferrers(explored(dangling), explored(dangling)).rows).toEqual([]);
  });

  it("matches what was named and not read by its digest", () => {
    const unread = image("one", {}, [["sig", "unknown", "one", { state: "denied" }]]);
    expect(brief(compareReferrers(explored(lone), explored(unread)).rows)).toEqual([
      ["sig", "the image", "same", undefined],
    ]);
  });

  it("looks for what is about an artifact at that artifact", () => {
    const nested = image("one", {}, [
      ["spdx", "sbom", "one"],
      ["on-it", "signature", "spdx"],
    ]);
    const flat = image("one", {}, [["spdx", "sbom", "one"]]);
    const findings = explored(flat).findings.map((each) => ({ ...each, subject: digestOf("spdx") }));
    const whole = { graph: flat, findings: [...explored(flat).findings, ...findings] };
    expect(brief(compareReferrers(explored(nested), whole).rows)).toEqual([
      ["spdx", "the image", "same", undefined],
      ["on-it", "spdx", "left-only", "missing"],
    ]);
    expect(compareReferrers(explored(nested), explored(flat)).rows[1]?.other?.verdict).toBe(
      "could-not-check",
    );
  });

  it("says of an image that could not be read that nothing could be checked", () => {
    const gone = image("one", {}, []);
    const [root] = gone.nodes;
    if (root) root.state = "denied";
    expect(compareReferrers(explored(lone), explored(gone)).rows[0]?.other?.verdict).toBe("could-not-check");
  });

  it("takes 2,000 referrers a side", () => {
    const many = (side: string) =>
      image(
        "one",
        {},
        Array.from({ length: 2000 }, (_, n) => [
          `${n % 2 ? side : ""}${n}`,
          "scan-report",
          "one",
          { title: "scan" },
        ]),
      );
    const { rows } = compareReferrers(explored(many("l")), explored(many("r")));
    expect(Map.groupBy(rows, ({ state }) => state).get("same")).toHaveLength(1000);
    expect(Map.groupBy(rows, ({ state }) => state).get("other-content")).toHaveLength(1000);
  });
});
