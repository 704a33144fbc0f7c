import { describe, expect, it } from "vitest";
import { EXTRA_SCENARIOS } from "#lib/api";
import { EXTRA_ROWS } from "./extra-rows.ts";
import { rowStep } from "./row-keys.ts";
import { placeKey, requestOf } from "./run-request.ts";
import { readScratch } from "./scratch-place.ts";
import { exchangeOf, runOf } from "./upgrade.test-support.ts";
import { checkLook, tally, verdictLook } from "./verdict-words.ts";

const word = (...parts: Parameters<typeof verdictLook>) => {
  const look = verdictLook(...parts);
  return look === "running" ? look : look.word;
};
const live = (phase: "waiting" | "running" | "done" | "broken" | "left") => ({
  phase,
  steps: [],
  exchanges: [],
});

describe("verdictLook", () => {
  it("says what runs now before what ran last", () => {
    expect(word(undefined, undefined)).toBe("not run");
    expect(word(undefined, live("waiting"))).toBe("waiting");
    expect(word(undefined, live("left"))).toBe("not run");
    expect(word(runOf("8"), live("waiting"))).toBe("holds");
    expect(word(runOf("8"), live("running"))).toBe("running");
    expect(word(runOf("8"), live("broken"))).toBe("broken off");
    expect(word(runOf("8", { verdict: "differs" }), live("done"))).toBe("differs");
  });

  it.each([
    [401, "denied"],
    [403, "denied"],
    [429, "rate-limited"],
    [503, "failed"],
    [undefined, "failed"],
    [200, "not known"],
  ])("a run that came to nothing over a %s is %s", (status, said) => {
    expect(word(runOf("8", { verdict: "not-run", exchanges: [exchangeOf("a", status)] }), undefined)).toBe(
      said,
    );
  });

  it("a row of the other kind of registry is not run, whatever was met while asking its kind", () => {
    const run = runOf("5", {
      verdict: "not-run",
      checks: [],
      observed: "not run: a bicycle",
      exchanges: [exchangeOf("a", 400)],
    });
    expect(word(run, undefined)).toBe("not run");
  });

  it("a check that could not be made is no contradiction", () => {
    const open = { expected: "1 found", observed: "could not check: 429", holds: null };
    const seen = { ...open, observed: "0 found", holds: false };
    expect(checkLook(open, "differs").word).toBe("not known");
    expect(checkLook(seen, "not-run").word).toBe("not known");
    expect(checkLook(seen, "differs").word).toBe("differs");
    expect(checkLook({ ...seen, holds: true }, "not-run").word).toBe("holds");
  });

  it("is never green", () => {
    for (const verdict of ["holds", "differs", "not-run"] as const) {
      const look = verdictLook(runOf("8", { verdict }), undefined);
      expect(look === "running" || look.tone).not.toBe("ok");
    }
  });
});

describe("tally", () => {
  it("counts in words", () => {
    expect(tally([runOf("1"), runOf("2"), runOf("3", { verdict: "differs" })])).toBe("2 hold, 1 differs");
    expect(tally([runOf("1"), runOf("2", { verdict: "not-run" })])).toBe("1 holds, 1 not known");
    const other = (id: string) =>
      runOf(id, { verdict: "not-run", checks: [], observed: "not run: a bicycle" });
    expect(tally([runOf("1"), other("4"), other("5")])).toBe(
      "1 holds, 2 are about the other kind of registry",
    );
  });
});

describe("requestOf", () => {
  it("parts numbers from extras, and names the place", () => {
    expect(requestOf(["8", "quay-like", "9"], undefined, "proposal-e")).toEqual({
      scenarios: [8, 9],
      extras: ["quay-like"],
      reading: "proposal-e",
    });
    const place = { registry: "r.example", repository: "scratch/a" };
    expect(requestOf(["1"], place, "oci-1.1")).toEqual({ scenarios: [1], reading: "oci-1.1", ...place });
    expect(requestOf(["1"], place, "oci-1.1", true)).toMatchObject({ notEmpty: true });
    expect(placeKey(place, "oci-1.1")).not.toBe(placeKey(undefined, "oci-1.1"));
  });
});

describe("readScratch", () => {
  const text = { registry: "r.example:5000", repository: "scratch/a", again: "scratch/a" };

  it("is a place when the name was typed twice", () => {
    expect(readScratch(text)).toEqual({ registry: "r.example:5000", repository: "scratch/a" });
    expect(readScratch({ ...text, registry: "https://r.example/" })).toMatchObject({ registry: "r.example" });
  });

  it.each([
    [{ registry: "" }, "registry"],
    [{ registry: "r.example/a/b" }, "registry"],
    [{ repository: "" }, "repository"],
    [{ repository: "Scratch", again: "Scratch" }, "repository"],
    [{ repository: "a:1", again: "a:1" }, "repository"],
    [{ repository: `a@sha256:${"0".repeat(64)}` }, "repository"],
    [{ again: "" }, "again"],
    [{ again: "scratch/b" }, "again"],
  ])("%j is wrong at %s", (more, field) => {
    expect(readScratch({ ...text, ...more })).toMatchObject({ field, message: expect.any(String) });
  });
});

describe("rowStep", () => {
  it("goes from row to row and stays within them", () => {
    expect([rowStep("ArrowDown", 0, 3), rowStep("ArrowDown", 2, 3), rowStep("ArrowUp", 0, 3)]).toEqual([
      1, 2, 0,
    ]);
    expect([rowStep("Home", 2, 3), rowStep("End", 0, 3)]).toEqual([0, 2]);
    expect([rowStep("x", 1, 3), rowStep("ArrowDown", -1, 3), rowStep("End", 0, 0)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

it("explains every extra row of the contract", () => {
  expect(EXTRA_ROWS.map(({ id }) => id)).toEqual(EXTRA_SCENARIOS);
  for (const { title, about } of EXTRA_ROWS) expect(`${title} ${about}`.length).toBeGreaterThan(60);
});
