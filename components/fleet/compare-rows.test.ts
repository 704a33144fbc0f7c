import { describe, expect, it } from "vitest";
import { CAPABILITIES, type Exchange } from "#lib/evidence";
import { supported, unsupported } from "#lib/upgrade";
import { denied, limited, no, yes } from "../registry/upgrade.test-support.ts";
import { compareRows, likenessOf } from "./compare-rows.ts";
import { exchangeOf, knownOf, unprobed } from "./fleet.test-support.ts";

const OLDER = "2026-11-24T09:00:00.000Z";
const NEWER = "2026-11-24T09:30:00.000Z";

function sample(exchanges: Exchange[] = [exchangeOf("x1", { at: NEWER }), exchangeOf("x2", { at: OLDER })]) {
  const left = knownOf(
    "a.example",
    { referrersApi: supported("listed", ["x2", "x1"]), catalog: denied, tagListing: yes, pagination: denied },
    { exchanges },
  );
  const right = knownOf("b.example", {
    referrersApi: unsupported("404", []),
    catalog: no,
    tagListing: yes,
    pagination: limited,
  });
  return { left, right };
}

describe("compareRows", () => {
  it("has all thirteen: what differs, what is known of one alone, what is alike, what is unknown of both", () => {
    const { left, right } = sample();
    const rows = compareRows(left, right);
    expect(rows.map(({ name }) => name).sort()).toEqual([...CAPABILITIES].sort());
    expect(rows.slice(0, 2).map(({ name, likeness }) => [name, likeness])).toEqual([
      ["referrersApi", "differs"],
      ["catalog", "one-sided"],
    ]);
    const rest = rows.slice(2).map(({ name, likeness }) => [name, likeness]);
    expect(rest[0]).toEqual(["tagListing", "alike"]);
    expect(rest.slice(1).every(([, likeness]) => likeness === "both-unknown")).toBe(true);
    expect(rest.slice(1).map(([name]) => name)).toContain("pagination");
  });

  it("dates a verdict by its newest request; one without requests has no evidence to date", () => {
    const { left, right } = sample();
    const [first] = compareRows(left, right);
    expect(first?.left.exchanges.map(({ id }) => id)).toEqual(["x1", "x2"]);
    expect(first?.left.at).toBe(NEWER);
    expect(first?.right).toMatchObject({ exchanges: [], at: undefined });
  });

  it("falls back on the verdict's own time as long as its requests are not here", () => {
    const { left, right } = sample([]);
    expect(compareRows(left, right)[0]?.left.at).toBe(left.at);
  });

  it("has nothing to compare with a registry that nobody asked", () => {
    expect(compareRows(sample().left, unprobed("new.example"))).toEqual([]);
  });
});

it("only two known verdicts differ, or are alike", () => {
  expect(likenessOf(yes, no)).toBe("differs");
  expect(likenessOf(yes, denied)).toBe("one-sided");
  expect(likenessOf(limited, no)).toBe("one-sided");
  expect(likenessOf(denied, limited)).toBe("both-unknown");
  expect(likenessOf(no, no)).toBe("alike");
});
