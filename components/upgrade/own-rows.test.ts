import { describe, expect, it } from "vitest";
import type { ScenarioRun, ScenarioStep } from "#lib/api";
import { begunRun, type RunEvent, withRunEvents } from "./live-run.ts";
import { isOfOtherKind, ROWS_OF_A_KIND, sharesOf } from "./own-rows.ts";
import { progressOf } from "./progress-words.ts";
import { runOf } from "./upgrade.test-support.ts";

const ALL = Array.from({ length: 18 }, (_, at) => `${at + 1}`);
const PLACE = { registry: "r.example", repository: "scratch/a" };
const PUSH: ScenarioStep = { actor: "producer", what: "pushes the image", outcome: "201", exchanges: [] };
const ASKED: ScenarioStep = { ...PUSH, actor: "registry", what: "is asked what it is" };

/** A row of the other kind, as the server tells it of a registry that is a `kind`. */
const refused = (id: string, kind: "bicycle" | "motorcycle"): ScenarioRun =>
  runOf(id, {
    ...{ verdict: "not-run", checks: [], observed: `not run: a ${kind}`, steps: [ASKED] },
    registry: kind === "bicycle" ? "motorcycle" : "bicycle",
  });
const sharesAfter = (ids: string[], ...events: RunEvent[]) => sharesOf(withRunEvents(begunRun(ids), events));

describe("sharesOf", () => {
  it("is not known before a row has told", () => {
    expect(sharesAfter(ALL)).toBeUndefined();
    expect(
      sharesAfter(ALL, { type: "begin", id: "1" }, { type: "step", id: "1", step: ASKED }),
    ).toBeUndefined();
  });

  it("is half of all rows, by the first that is played or is not", () => {
    const bicycle = sharesAfter(ALL, { type: "begin", id: "1" }, { type: "step", id: "1", step: PUSH });
    expect(bicycle).toMatchObject({ kind: "bicycle", own: ["1", "2", "3", "7", "8", "9", "13", "14", "15"] });
    const motorcycle = sharesAfter(ALL, { type: "run", run: refused("1", "motorcycle") });
    expect(motorcycle?.own).toEqual(bicycle?.others);
    expect(motorcycle?.own).toHaveLength(ROWS_OF_A_KIND);
  });

  it("is not known of a registry that could not be asked", () => {
    const run = runOf("1", { verdict: "not-run", checks: [], observed: "could not check", steps: [ASKED] });
    expect(isOfOtherKind(run)).toBe(false);
    expect(sharesAfter(ALL, { type: "run", run })).toBeUndefined();
  });
});

describe("progressOf", () => {
  const said = (ids: string[], ...events: RunEvent[]) =>
    progressOf(withRunEvents(begunRun(ids), events), PLACE);

  it("counts every row on the demo registries, which are of both kinds", () => {
    expect(progressOf(begunRun(ALL), undefined)).toBe("0 of 18 rows done");
  });

  it("counts a scratch repository's own rows alone, and says of the others why they cannot run", () => {
    expect(said(ALL)).toBe("asking first whether it is a bicycle or a motorcycle");
    const one: RunEvent = { type: "run", run: refused("1", "motorcycle") };
    const four: RunEvent = { type: "run", run: runOf("4", { registry: "motorcycle", steps: [PUSH] }) };
    expect(said(ALL, one, four)).toBe(
      "1 of 9 rows done. The other 9 are about a bicycle, and this registry is a motorcycle",
    );
    expect(said(["1"], one)).toBe("1 row is about a bicycle, and this registry is a motorcycle");
  });
});
