import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Finding } from "#lib/evidence";
import type { Explored } from "./absence.ts";
import { digestOf, explored, image, withLists } from "./compare.test-support.ts";
import { compareReferrers, mirrorOf, summaryOf } from "./index.ts";

const place = (registry: string, isPlain = false) => ({
  ...{ registry, repository: "shop/app", tag: "1.0" as string | undefined, digest: digestOf("one"), isPlain },
});
const PLACES = { left: place("a.example"), right: place("b.example:5000", true) };

function mirrored(left: Explored, right: Explored, places = PLACES) {
  const { rows } = compareReferrers(left, right);
  const mirror = mirrorOf({ rows, findings: { left: left.findings, right: right.findings }, places });
  return {
    rows,
    mirror,
    summary: summaryOf({ isSameDigest: true, rows, mirror, platforms: [], completeness: WHOLE }),
  };
}

const SEVEN = image("one", { "linux/amd64": "amd" }, [
  ["sig-1", "signature", "one"],
  ["sig-2", "signature", "one", { foundBy: ["cosign-tag"] }],
  ["spdx", "sbom", "one", { foundBy: ["referrers-tag"] }],
  ["vex", "vex", "one"],
  ["scan", "scan-report", "amd"],
  ["slsa", "provenance", "amd", { foundBy: ["buildkit"] }, "in-index"],
  ["eol", "lifecycle", "one"],
]);
const KEPT = new Set(["vex", "scan", "slsa", "eol"].map(digestOf));
const FOUR = {
  nodes: SEVEN.nodes.filter(({ id, kind }) => KEPT.has(id) || kind === "index" || kind === "image"),
  edges: SEVEN.edges.filter(({ source, relation }) => KEPT.has(source) || relation === "contains"),
};

const WHOLE = { left: "complete", right: "complete" } as const;

describe("mirrorOf", () => {
  it("says what the mirror lost, by kind, and which command brings it", () => {
    const { mirror, summary } = mirrored(explored(SEVEN), explored(FOUR));
    expect(summary).toBe("Same digest; the mirror lost 3 of 7 referrers: 2 signatures, 1 SBOM.");
    expect(mirror).toHaveLength(1);
    expect(mirror[0]).toMatchObject({ side: "right", of: 7, couldNotCheck: 0 });
    expect(mirror[0]?.lacks.map(({ title, way }) => [title, way])).toEqual([
      ["sig-1", "referrers API"],
      ["sig-2", "cosign tag"],
      ["spdx", "referrers tag"],
    ]);
    expect(mirror[0]?.commands.map(({ tool, brings }) => [tool, brings])).toEqual([
      ["regctl", 3],
      ["oras", 1],
      ["cosign", 1],
      ["crane", 0],
    ]);
  });

  it("fills in both references, and how each registry is asked", () => {
    const lines = mirrored(explored(SEVEN), explored(FOUR)).mirror[0]?.commands.map(({ line }) => line);
    const from = `a.example/shop/app@${digestOf("one")}`;
    const to = "b.example:5000/shop/app:1.0";
    expect(lines).toEqual([
      `regctl image copy --referrers --digest-tags --host reg=b.example:5000,tls=disabled ${from} ${to}`,
      `oras copy -r --to-plain-http ${from} ${to}`,
      `cosign copy --allow-http-registry ${from} ${to}`,
      `crane copy --insecure ${from} ${to}`,
    ]);
  });

  it("is one word a reference to a shell, whatever a registry is called", () => {
    const places = {
      ...PLACES,
      right: { ...place("b.example"), repository: "x; touch pwned", tag: "$(id)" },
    };
    const line = mirrored(explored(SEVEN), explored(FOUR), places).mirror[0]?.commands[0]?.line ?? "";
    const said = execFileSync("sh", ["-c", `set -- ${line}; for word; do printf '%s\\n' "$word"; done`], {
      encoding: "utf8",
    });
    expect(said.trim().split("\n").at(-1)).toBe("b.example/x; touch pwned:$(id)");
  });

  it("counts the referrers tag as the API where the registry has no API", () => {
    const tagsOnly = explored(SEVEN, { "referrers-api": "unsupported" });
    const { mirror } = mirrored(tagsOnly, explored(FOUR));
    expect(mirror[0]?.lacks.find(({ title }) => title === "spdx")?.way).toBe("referrers API");
  });

  it("never says that the mirror lost what could not be checked", () => {
    const { mirror, summary } = mirrored(explored(SEVEN), explored(withLists(FOUR, "rate-limited")));
    expect(mirror[0]).toMatchObject({ lacks: [], couldNotCheck: 3, commands: [] });
    expect(summary).toBe("Same digest; 3 of 7 could not be checked on the right.");
  });

  it("tells what the mirror has besides, the other way round", () => {
    const { mirror, summary } = mirrored(explored(FOUR), explored(SEVEN));
    expect(mirror.map(({ side }) => side)).toEqual(["left"]);
    expect(mirror[0]?.commands[0]?.line).toContain(`b.example:5000/shop/app@${digestOf("one")} a.example/`);
    expect(summary).toBe("Same digest; the right has 3 referrers that the left lacks: 2 signatures, 1 SBOM.");
  });

  it("has nothing to say where both have all", () => {
    const { mirror, summary } = mirrored(explored(SEVEN), explored(SEVEN));
    expect(mirror).toEqual([]);
    expect(summary).toBe("Same digest, and all 7 referrers are on both sides.");
    expect(mirrored(explored(image("one", {}, [])), explored(image("one", {}, []))).summary).toBe(
      "Same digest; nothing was found attached on either side.",
    );
  });

  it("counts another signature of the same kind as another one", () => {
    const signed = (id: string) =>
      explored(image("one", {}, [[id, "signature", "one", { title: "cosign bundle" }]]));
    const { mirror, summary } = mirrored(signed("a"), signed("b"));
    expect(mirror.map(({ side, lacks }) => [side, lacks.length])).toEqual([
      ["right", 1],
      ["left", 1],
    ]);
    expect(summary).toBe(
      "Same digest; the mirror lost 1 of 1 referrer: 1 signature; the right has 1 referrer that the left lacks: 1 signature.",
    );
  });

  it("asks by digest where there is no tag", () => {
    const { tag, ...right } = PLACES.right;
    const { mirror } = mirrored(explored(SEVEN), explored(FOUR), {
      left: PLACES.left,
      right: { ...right, tag: undefined },
    });
    expect(mirror[0]?.commands[1]?.line).toContain(`b.example:5000/shop/app@${digestOf("one")}`);
  });
});

describe("summaryOf", () => {
  it("tells different digests by referrers and packages", () => {
    const left = explored(
      image("one", {}, [
        ["a", "sbom", "one"],
        ["b", "signature", "one"],
      ]),
    );
    const right = explored(
      image("two", {}, [
        ["a", "sbom", "two"],
        ["c", "vex", "two"],
      ]),
    );
    const { rows } = compareReferrers(left, right);
    expect(summaryOf({ isSameDigest: false, rows, mirror: [], platforms: [], completeness: WHOLE })).toBe(
      "Different digests; 1 referrer the same; on the left alone 1 signature; on the right alone 1 VEX. Packages could not be compared.",
    );
    const findings: Finding[] = right.findings.map((each) => ({ ...each, outcome: "denied" }));
    const open = compareReferrers(left, { ...right, findings });
    expect(
      summaryOf({ isSameDigest: false, rows: open.rows, mirror: [], platforms: [], completeness: WHOLE }),
    ).toContain("could not be checked on the right: 1 signature");
  });

  it("never says that all is there, or nothing, where not all could be asked", () => {
    const input = { isSameDigest: true, rows: [], mirror: [], platforms: [] };
    expect(summaryOf({ ...input, completeness: { left: "complete", right: "denied" } })).toBe(
      "Same digest; nothing was found attached on either side. Not all that is attached on the right (denied) could be read, so there may be more.",
    );
    expect(summaryOf({ ...input, completeness: { left: "failed", right: "truncated" } })).toContain(
      "attached on the left (failed) and on the right (truncated) could",
    );
  });
});
