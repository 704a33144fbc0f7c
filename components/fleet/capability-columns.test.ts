import { describe, expect, it } from "vitest";
import { CAPABILITIES, type Support } from "#lib/evidence";
import { unknownBecause } from "#lib/upgrade";
import { denied, limited, no, upgradeOf, yes } from "../registry/upgrade.test-support.ts";
import { CAPABILITY_COLUMNS, cellLook, cellsOf, columnTitle, isFirst } from "./capability-columns.ts";

describe("the capability columns", () => {
  it("are all thirteen, each once, and the cells stand in their order", () => {
    expect(CAPABILITY_COLUMNS.map(({ name }) => name).sort()).toEqual([...CAPABILITIES].sort());
    expect(cellsOf(upgradeOf({})).map(({ name }) => name)).toEqual(
      CAPABILITY_COLUMNS.map(({ name }) => name),
    );
    expect(CAPABILITY_COLUMNS.filter(({ name }) => isFirst(name))).toHaveLength(3);
    expect(columnTitle("sha512")).toBe("sha512: takes sha512 digests");
  });

  it("say of a capability that another asking established which and when, and of no other", () => {
    const at = "2026-11-24T09:31:04.102Z";
    const kept = [{ name: "sha512", at, expiresAt: at, by: "push", repository: "scratch/one" }] as const;
    const cells = cellsOf(upgradeOf({ sha512: yes, catalog: yes }), [...kept]);
    const reason = (name: string) => cells.find((cell) => cell.name === name)?.support.reason;
    expect(reason("sha512")).toBe(`${yes.reason}; by pushing to scratch/one at ${at}`);
    expect(reason("catalog")).toBe(yes.reason);
  });

  it("keep seven answers apart, by mark and by word, and none is green", () => {
    const answers: Support[] = [
      yes,
      no,
      denied,
      limited,
      unknownBecause("failed", "503", ["x"]),
      unknownBecause("answered", "an empty list", ["x"]),
      upgradeOf({}).capabilities.sha512,
    ];
    const looks = answers.map(cellLook);
    expect(looks.map(({ word }) => word)).toEqual([
      "yes",
      "no",
      "denied",
      "limited",
      "failed",
      "unclear",
      "not asked",
    ]);
    expect(new Set(looks.map(({ mark }) => mark)).size).toBe(7);
    for (const { tone } of looks) expect(tone).not.toBe("ok");
  });
});
