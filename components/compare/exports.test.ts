import { describe, expect, it, test } from "vitest";
import type { Comparison } from "#lib/api";
import { comparisonCsv } from "./export-csv.ts";
import { comparisonMarkdown } from "./export-markdown.ts";

const digest = (hex: string) => `sha256:${hex.repeat(64)}`;
const side = (registry: string): Comparison["left"] => ({
  reference: `${registry}/shop/app:1`,
  resolved: { registry, repository: "shop/app", digest: digest("a"), tag: "1", by: "HEAD" },
  ...{ kind: "image", completeness: "complete", referrers: 1, unread: [], requests: 3 },
});
const referrer = { id: digest("b"), digest: digest("b"), repository: "shop/app", exchanges: [] };
const HOSTILE = '=HYPERLINK("https://evil.example","x")|`<b>@all</b>';

const COMPARISON: Comparison = {
  ...{ left: side("a.example"), right: side("b.example"), isSameDigest: true, places: [] },
  ...{ summary: "Same digest; the mirror lost 1 of 1 referrer: 1 signature.", notes: ["It is not whole."] },
  referrers: [
    {
      ...{ kind: "signature", title: HOSTILE, about: "the image", state: "left-only" },
      left: { ...referrer, foundBy: ["referrers-api"], state: "present" },
      other: { verdict: "could-not-check", reason: "its list there is denied", exchanges: [] },
    },
  ],
  mirror: [
    {
      ...{ side: "right", of: 1, couldNotCheck: 0 },
      lacks: [{ kind: "signature", title: HOSTILE, digest: digest("b"), way: "referrers API" }],
      commands: [{ tool: "oras", line: "oras copy -r a b", carries: [], brings: 1, note: "" }],
    },
  ],
  packages: [
    {
      ...{ name: "linux/amd64", left: { sboms: [], why: "x" }, right: { sboms: [], why: "y" } },
      comparison: {
        counts: { left: 1, right: 1, same: 0, added: 0, removed: 0, up: 1, down: 0, changed: 0, licence: 0 },
        rows: [
          {
            ...{ name: HOSTILE, ecosystem: "npm", change: "up", licenceChanged: true },
            left: { versions: ["-1"], licences: ["MIT"] },
            right: { versions: ["+2"], licences: ["ISC"] },
          },
        ],
        contradictions: [{ side: "left", name: "n", said: [{ sbom: "A", versions: ["1"] }] }],
        ...{ contradicted: 1, open: ["On the left: =half was read."], notes: ["On the left: bare."] },
      },
    },
    {
      name: "linux/arm64",
      left: { sboms: [], why: "no SBOM" },
      right: { sboms: [], why: "could not check: 429" },
    },
  ],
  provenance: [
    {
      ...{ about: "the index", parameters: [], sameParameters: 0 },
      rows: [{ name: "Commit", left: ["a"], right: ["b"], state: "differs" }],
    },
  ],
  ...{ exchanges: [], requests: 6, startedAt: "2026-11-24T10:00:00Z", durationMs: 5 },
};

describe("comparisonCsv", () => {
  const lines = comparisonCsv(COMPARISON).trim().split("\r\n");

  it("has a line for each thing that was compared", () => {
    expect(lines.map((line) => line.split(",")[0]?.replaceAll('"', ""))).toEqual([
      ...["part", "image", "referrer", "package", "contradiction", "package", "provenance"],
      ...["note", "note", "note"],
    ]);
  });

  it("lets no spreadsheet calculate what a registry wrote", () => {
    for (const line of lines)
      for (const field of line.matchAll(/"((?:[^"]|"")*)"/g)) expect(field[1]).not.toMatch(/^[=+\-@|%]/);
    expect(lines[3]).toContain(`"'-1","'+2"`);
  });

  it("never calls missing what could not be checked", () => {
    expect(lines.slice(-3).map((line) => line.split(",").at(-1))).toEqual([
      ...['"It is not whole."', '"On the left: =half was read."', '"On the left: bare."'],
    ]);
    expect(lines[2]).toContain('"left-only, could-not-check"');
    expect(lines[5]).toContain('"could not be compared","no SBOM","could not check: 429"');
  });
});

test("both name each place that could not be compared, and why", () => {
  const why = "could not check: SPDX SBOM was not read: timeout";
  const unread = { name: "linux/arm64", left: { sboms: [], why }, right: { sboms: [], why } };
  const summary = "No package differs. 1 of 2 places could not be compared: linux/arm64.";
  const comparison = { ...COMPARISON, summary, packages: [unread] };
  const csv = comparisonCsv(comparison);
  expect(csv).toContain(`"${summary}"`);
  expect(csv).toContain(`"linux/arm64","","","could not be compared","${why}","${why}"`);
  const text = comparisonMarkdown(comparison, "2026-11-24T10:00:00Z");
  expect(text).toContain(`\`${summary}\``);
  expect(text).toContain(`## Packages of \`linux/arm64\`\n\nNot compared. Left: \`${why}\`.`);
});

describe("comparisonMarkdown", () => {
  const text = comparisonMarkdown(COMPARISON, "2026-11-24T10:00:00Z");

  it("has the sentence, both images, the command and a table a part", () => {
    expect(text).toContain("`Same digest; the mirror lost 1 of 1 referrer: 1 signature.`");
    expect(text).toContain("oras brings 1 of 1: `oras copy -r a b`");
    for (const heading of [
      "## What the right lacks",
      "## Referrers",
      "## Packages of `linux/amd64`",
      "## Provenance about `the index`",
    ])
      expect(text).toContain(heading);
  });

  it("keeps what a registry wrote from being Markdown, HTML or a mention", () => {
    expect(text).not.toContain("<b>");
    expect(text).not.toContain("@all");
    const rows = text.split("\n").filter((line) => line.startsWith("| "));
    const cells = rows.filter((line) => line.includes("HYPERLINK")).map((line) => line.split("|").length);
    expect(new Set(cells)).toEqual(new Set([6, 7]));
  });

  it("says could-not-check where it could not be checked", () => {
    expect(text).toMatch(/\| could-not-check \| left-only \|/);
  });
});
