import { describe, expect, it } from "vitest";
import type { ExploreEvent, Problem } from "#lib/api";
import { EXPLORATION, eventsOf, nodeOf } from "./__fixtures__/exploration.ts";
import { NOTHING_YET, withEvents } from "./exploration-view.ts";

const EVENTS = eventsOf(EXPLORATION);
const BEFORE_DONE = EVENTS.slice(0, -1);
const PROBLEM: Problem = {
  type: "",
  title: "The registry could not be reached",
  status: 502,
  detail: "",
  code: "connection-failed",
  hint: "",
};

describe("withEvents", () => {
  it("adds up to the same, however the events are batched", () => {
    const once = withEvents(NOTHING_YET, BEFORE_DONE);
    const singly = BEFORE_DONE.reduce((view, event) => withEvents(view, [event]), NOTHING_YET);
    expect(singly).toEqual(once);
    expect([...once.nodes.values()]).toEqual(EXPLORATION.graph.nodes);
    expect(once.edges.size).toBe(EXPLORATION.graph.edges.length);
    expect(once.exchanges).toEqual(EXPLORATION.exchanges);
    expect(once).toMatchObject({
      phase: "asking",
      rootId: EXPLORATION.resolved.digest,
      upgrade: EXPLORATION.upgrade,
    });
  });

  it("replaces nodes, edges and progress that come again, in their place", () => {
    const [first, second] = EXPLORATION.graph.nodes;
    if (!first || !second) throw new Error("the fixture has no nodes");
    const events = [first, second, { ...first, title: "read at last" }].map(
      (node): ExploreEvent => ({ type: "node", node }),
    );
    const view = withEvents(NOTHING_YET, events);
    expect([...view.nodes.values()].map(({ title }) => title)).toEqual(["read at last", second.title]);
    const [edge] = EXPLORATION.graph.edges;
    if (!edge) throw new Error("the fixture has no edge");
    const proven = withEvents(view, [
      { type: "edge", edge: { ...edge, proof: "claimed" } },
      { type: "edge", edge },
    ]);
    expect([...proven.edges.values()]).toEqual([edge]);
  });

  it("takes the whole from done, with what only done knows", () => {
    const view = withEvents(NOTHING_YET, EVENTS);
    expect(view).toMatchObject({
      phase: "done",
      completeness: "rate-limited",
      durationMs: 912,
      findings: EXPLORATION.findings,
    });
  });

  it("leaves the former view alone, and keeps what a batch does not touch", () => {
    const before = withEvents(NOTHING_YET, BEFORE_DONE);
    const size = before.nodes.size;
    const after = withEvents(before, [
      { type: "node", node: nodeOf({ name: "late", kind: "vex", title: "late" }) },
    ]);
    expect(before.nodes.size).toBe(size);
    expect(after.nodes.size).toBe(size + 1);
    expect(after.edges).toBe(before.edges);
    expect(after.exchanges).toBe(before.exchanges);
  });

  it("keeps what it has when the reader stops it, or when it breaks", () => {
    const before = withEvents(NOTHING_YET, BEFORE_DONE);
    expect(withEvents(before, [{ type: "stopped" }])).toEqual({ ...before, phase: "stopped" });
    const broken = withEvents(before, [{ type: "problem", problem: PROBLEM }, { type: "cut" }]);
    expect(broken).toEqual({ ...before, phase: "cut", problem: PROBLEM });
  });

  it("is done though the stream's end comes after", () => {
    const view = withEvents(withEvents(NOTHING_YET, EVENTS), [{ type: "cut" }]);
    expect(view.phase).toBe("done");
  });

  it("takes 2,000 nodes in batches of ten in well under a second", () => {
    const nodes = Array.from({ length: 2000 }, (_, i) =>
      nodeOf({ name: String(i), kind: "sbom", title: "x", digest: `sha256:${i}`, id: `sha256:${i}` }),
    );
    const began = performance.now();
    let view = NOTHING_YET;
    for (let at = 0; at < nodes.length; at += 10) {
      view = withEvents(
        view,
        nodes.slice(at, at + 10).map((node) => ({ type: "node", node })),
      );
    }
    expect(view.nodes.size).toBe(2000);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
