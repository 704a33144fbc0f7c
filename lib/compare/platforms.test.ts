import { describe, expect, it } from "vitest";
import { digestOf, explored, image, sbom } from "./compare.test-support.ts";
import { comparePlatforms, compareReferrers, type Sbom, summaryOf } from "./index.ts";

const WHOLE = { left: "complete", right: "complete" } as const;
const LEFT = explored(image("old", { "linux/amd64": "old-amd", "linux/arm64": "old-arm" }, []));
const RIGHT = explored(image("new", { "linux/amd64": "new-amd", "linux/arm64": "new-arm" }, []));
const { pairs, rows } = compareReferrers(LEFT, RIGHT);

const at = (place: string) => sbom(`of ${place}`, [["pkg:npm/x@1"]], place, digestOf(place));

/** `unread` are the places about which an SBOM could not be read. */
function compared(left: Sbom[], right: Sbom[], unread: string[] = []) {
  const open = new Set(unread.map(digestOf));
  const platforms = comparePlatforms(pairs, { left, right }, (_, place) =>
    open.has(place.id) ? "it was not read: timeout" : undefined,
  );
  const summary = summaryOf({ isSameDigest: false, rows, mirror: [], platforms, completeness: WHOLE });
  return { platforms, packages: summary.replace(/^.*on either side\. /, "") };
}

describe("a platform that was not compared", () => {
  it("is counted and named beside those that do not differ", () => {
    const sides = [[at("old-amd"), at("old-arm")], [at("new-amd")]] as const;
    expect(compared([...sides[0]], [...sides[1]], ["new-arm"]).packages).toBe(
      "No package differs in the one place that was compared. 1 of 2 places could not be compared: linux/arm64.",
    );
  });

  it("is told also where neither side's SBOM was read", () => {
    const { platforms, packages } = compared([at("old-amd")], [at("new-amd")], ["old-arm", "new-arm"]);
    expect(platforms.map(({ name, comparison }) => [name, comparison !== undefined])).toEqual([
      ["linux/amd64", true],
      ["linux/arm64", false],
    ]);
    expect(platforms[1]?.left).toEqual({ sboms: [], why: "could not check: it was not read: timeout" });
    expect(packages).toContain("1 of 2 places could not be compared: linux/arm64.");
    const [, one] = compared([at("old-amd")], [at("new-amd")], ["old-arm"]).platforms;
    expect(one?.right.why).toBe("no SBOM is attached to linux/arm64");
  });

  it("is not held against the index's SBOMs a second time", () => {
    const { platforms } = compared([at("old")], [at("new")], ["old-arm", "new-arm"]);
    expect(platforms.filter(({ comparison }) => comparison)).toHaveLength(1);
    expect(platforms.map(({ name }) => name)).toEqual(["the index", "linux/arm64"]);
  });

  it("is no place of which surely neither side has an SBOM", () => {
    const { platforms, packages } = compared([at("old-amd")], [at("new-amd")]);
    expect(platforms).toHaveLength(1);
    expect(packages).toBe("No package differs.");
  });
});
