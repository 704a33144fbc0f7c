import { describe, expect, it } from "vitest";
import { CAPABILITIES } from "#lib/evidence";
import { csvField } from "#lib/export";
import { supported } from "#lib/upgrade";
import { denied, no } from "../registry/upgrade.test-support.ts";
import { evidencePath } from "./evidence-path.ts";
import { fleetCsv } from "./export-csv.ts";
import { fleetMarkdown, literal } from "./export-markdown.ts";
import { AT, exchangeOf, knownOf, unprobed } from "./fleet.test-support.ts";

const KNOWN = knownOf(
  "a.example",
  { referrersApi: supported("listed 2", ["x1", "x2"]), catalog: denied, tagListing: no },
  {
    exchanges: [
      exchangeOf("x1"),
      exchangeOf("x2", { status: undefined, error: { code: "timed-out", message: "" } }),
      exchangeOf("x9"),
    ],
  },
);
const EVIDENCE =
  "GET https://a.example/v2/shop/checkout/referrers/sha256:1 200; GET https://a.example/v2/shop/checkout/referrers/sha256:1 timed-out";

/** Reads RFC 4180 back. */
function parse(csv: string): string[][] {
  const lines = csv.split("\r\n");
  expect(lines.pop()).toBe("");
  return lines.map((line) =>
    [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, text]) => text!.replaceAll('""', '"')),
  );
}

describe("fleetCsv", () => {
  it("has a line a capability, each with its evidence, and one for a registry that nobody asked", () => {
    const [head = [], ...lines] = parse(fleetCsv([KNOWN, unprobed("new.example")]));
    expect(lines).toHaveLength(CAPABILITIES.length + 1);
    for (const line of lines) expect(line).toHaveLength(head.length);
    const cell = (line: string[] | undefined, column: string) => line?.[head.indexOf(column)];
    const api = lines.find((line) => line.includes("referrersApi"));
    expect(cell(api, "registry")).toBe("a.example");
    expect(cell(api, "proposal_e")).toBe("motorcycle (API): manifest not tried");
    expect(cell(api, "support")).toBe("supported");
    expect(cell(api, "evidence")).toBe(EVIDENCE);
    const catalog = lines.find((line) => line.includes("catalog"));
    expect([cell(catalog, "support"), cell(catalog, "because")]).toEqual(["unknown", "denied"]);
    const last = lines.at(-1);
    expect([cell(last, "registry"), cell(last, "learnt_by"), cell(last, "capability")]).toEqual([
      "new.example",
      "not probed",
      "",
    ]);
  });

  it.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    " =cmd|' /C calc'!A0",
    "\t=1",
    "\r=1",
    "＝1",
    '=HYPERLINK("https://evil.example")',
    "|calc",
  ])("gives a spreadsheet nothing to calculate: %j", (text) => {
    expect(csvField(text)).toMatch(/^"['\ufffd]/);
  });

  it("keeps quotes, commas and lines within their field", () => {
    expect(csvField('a "b", c')).toBe('"a ""b"", c"');
    expect(csvField("a\r\n=b")).toBe('"a\ufffd\ufffd=b"');
    const hostile = knownOf("a.example", { referrersApi: supported('",=1+1\r\n=2', []) });
    for (const line of parse(fleetCsv([hostile]))) expect(line).toHaveLength(16);
  });
});

describe("fleetMarkdown", () => {
  const text = fleetMarkdown([KNOWN, unprobed("new.example")], AT);

  it("has a table of all, and each registry's capabilities with their evidence", () => {
    expect(text).toContain(
      `| \`a.example\` | no | motorcycle (API): manifest not tried | OCI 1.1, as far as reading shows | 3 | ${AT} | probe |`,
    );
    expect(text).toContain("| referrersApi | supported | high | `listed 2` | `GET https://a.example/v2/");
    expect(text).toContain("| catalog | unknown (denied) |");
    expect(text).toContain("## `new.example`\n\nNot probed.");
  });

  it("has as many cells in each line of a table as its head", () => {
    const hostile = knownOf("a.example", { referrersApi: supported("a|b `c` \\| <img src=x> \n| d", []) });
    const lines = fleetMarkdown([hostile], AT)
      .split("\n")
      .filter((line) => line.startsWith("|"));
    for (const line of lines) expect([7, 5]).toContain(line.split(" | ").length);
    expect(lines.join("\n")).not.toContain("<img");
  });

  it.each([
    ["plain", "`plain`"],
    ["[a](https://evil.example) @all #1 <b>", "`[a](https://evil.example) @all #1 <b>`"],
    ["a|b", "<code>a&#124;b</code>"],
    ["`x` <b>", "<code>&#96;x&#96; &#60;b&#62;</code>"],
    ["a\\", "<code>a&#92;</code>"],
    ["a\nb", "`a\ufffdb`"],
    ["", ""],
  ])("shows registry text as it is, and reads nothing in it: %j", (raw, shown) => {
    expect(literal(raw)).toBe(shown);
  });
});

describe("evidencePath", () => {
  it("names the hosts, and asks for all where the address would grow too long", () => {
    expect(evidencePath(["a.example:5000"])).toBe("/api/registries?evidence=1&registry=a.example%3A5000");
    expect(evidencePath(Array.from({ length: 500 }, (_, n) => `r${n}.example`))).toBe(
      "/api/registries?evidence=1",
    );
  });
});
