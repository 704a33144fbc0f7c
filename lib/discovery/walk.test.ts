// What one list may cost, however often it names the same digest.
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import type { Node } from "#lib/graph";
import { Asking } from "./asking.ts";
import { Observations } from "./observations.ts";
import type { Claim, Place } from "./places.ts";
import { Tally } from "./progress.ts";
import { Reader } from "./reader.ts";
import { Recorder } from "./recorder.ts";
import type { Sighting, Strategy, StrategyContext } from "./strategy.ts";
import { Walk } from "./walk.ts";

const MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";
const ROOT = { mediaType: MEDIA_TYPE, digest: "sha256:root", size: 1 };
const GONE = { mediaType: MEDIA_TYPE, digest: "sha256:gone", size: 1 };

/** A way that names the missing digest so many times, after so many milliseconds. */
function names(id: Strategy["id"], count: number, ms: number): Strategy {
  const sighting: Sighting = { descriptor: GONE, repository: "app", relation: "refers" };
  const sightings = Array.from({ length: count }, () => sighting);
  const find: Strategy["find"] = async () => {
    await sleep(ms);
    return { outcome: "found", sightings, exchanges: [] };
  };
  return { id, title: id, find } as unknown as Strategy;
}

describe("Walk", () => {
  it("tells each claim about a place that could not be read once", async () => {
    const strategies = [names("referrers-api", 1, 0), names("referrers-tag", 3000, 30)];
    const tally = new Tally(strategies.map(({ id }) => id) as never);
    const observations = new Observations();
    const recorder = new Recorder(ROOT.digest, () => {});
    const settled = vi.spyOn(recorder, "settled");
    const reader = new Reader({
      manifest: async () => ({ found: false, status: 404, exchanges: [] }),
    } as never);
    const asking = new Asking({
      ...{ strategies, tally, observations, repository: "app" },
      contextOf: () => ({}) as StrategyContext,
      onProgress: () => {},
    });
    const bounds = { maxDepth: 1, maxNodes: 10, contradictions: () => [], onRootAnswered: () => {} };
    const walk = new Walk(
      { asking, reader, recorder, tally, observations, ...bounds },
      { descriptor: ROOT, repository: "app" },
    );
    await walk.run();
    const told = settled.mock.calls.map(([place, claims]) => claims?.length ?? place.claims.length);
    // The last call without claims told those that were there when the place was read: the root's, and the first.
    expect(settled.mock.calls.filter(([, claims]) => claims === undefined)).toHaveLength(2);
    expect(told.filter((count) => count === 1).length).toBeGreaterThanOrEqual(3000);
    expect(recorder.graph().edges).toHaveLength(1);
    expect(recorder.graph().edges[0]).toMatchObject({ foundBy: ["referrers-api", "referrers-tag"] });
  });
});

describe("Recorder", () => {
  it("shows at most 20 warnings a node, each once, and says how many more there are", () => {
    const nodes: Node[] = [];
    const recorder = new Recorder(ROOT.digest, (event) => event.type === "node" && nodes.push(event.node));
    const manifest = { layers: [], manifests: [], annotations: {}, json: {}, warnings: [], form: "image" };
    const present = { ...GONE, state: "present", manifest, warnings: [], exchanges: [] };
    const place = { digest: GONE.digest, repository: "app", depth: 1, reading: present } as unknown as Place;
    for (let n = 0; n < 300; n++) {
      const descriptor = { ...GONE, artifactType: `a/${n % 100}` };
      const link = { relation: "refers", other: ROOT.digest } as const;
      recorder.claimed(place, { descriptor, repository: "app", link } satisfies Claim);
    }
    const events = nodes.length;
    recorder.warn(place, ["a note of the walk"]);
    recorder.tellHidden();
    const { warnings } = recorder.graph().nodes[0] as Node;
    expect(warnings).toHaveLength(18);
    expect(new Set(warnings).size).toBe(18);
    expect(warnings).toContain("84 more warnings are not shown");
    expect(warnings).toContain("a note of the walk");
    // A warning that is not shown is no news.
    expect(events).toBe(16);
  });
});
