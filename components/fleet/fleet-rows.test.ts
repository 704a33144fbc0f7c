import { describe, expect, it } from "vitest";
import { denied, no, yes } from "../registry/upgrade.test-support.ts";
import { knownOf, unprobed } from "./fleet.test-support.ts";
import { type FleetFilter, type FleetSort, fleetRows, fleetStateOf } from "./fleet-rows.ts";

const DEMO = { title: "🚲 bicycle: tags only", about: "" };
const FLEET = [
  knownOf("moto.example", { referrersApi: yes, catalog: no }, { at: "2026-11-24T10:00:00.000Z" }),
  unprobed("new.example"),
  knownOf("guarded.example", { referrersApi: denied }, { at: "2026-11-24T09:00:00.000Z" }),
  knownOf("whole.example", { referrersApi: yes, artifactManifest: yes, catalog: yes }),
  knownOf("bicycle.localhost:1", { referrersApi: no }, { demo: DEMO, learnt: "exploration" }),
];
const ALL: FleetFilter = { query: "", origin: undefined, state: [], capability: [] };
const hosts = (filter: Partial<FleetFilter>, sort?: FleetSort, isDescending = false) =>
  fleetRows(FLEET, { ...ALL, ...filter }, sort && { by: sort, isDescending }).map(
    ({ registry }) => registry.split(".")[0],
  );

describe("fleetRows", () => {
  it("keeps the order in which they came, without a sort", () => {
    expect(hosts({})).toEqual(["moto", "new", "guarded", "whole", "bicycle"]);
  });

  it("searches hosts, demo titles and states, every word of it", () => {
    expect(hosts({ query: "EXAMPLE motorcycle" })).toEqual(["moto", "whole"]);
    expect(hosts({ query: "tags only" })).toEqual(["bicycle"]);
    expect(hosts({ query: "denied" })).toEqual(["guarded"]);
    expect(hosts({ query: "not probed" })).toEqual(["new"]);
    expect(hosts({ query: "nothing" })).toEqual([]);
  });

  it("filters by origin, state and capability; a denied one has no capability proven", () => {
    expect(hosts({ origin: "demo" })).toEqual(["bicycle"]);
    expect(hosts({ state: ["bicycle", "unknown"] })).toEqual(["guarded", "bicycle"]);
    expect(hosts({ state: ["not-probed"] })).toEqual(["new"]);
    expect(hosts({ capability: ["referrersApi"] })).toEqual(["moto", "whole"]);
    expect(hosts({ capability: ["referrersApi", "catalog"] })).toEqual(["whole"]);
  });

  it("sorts, with what is not known last either way", () => {
    expect(hosts({}, "registry")).toEqual(["bicycle", "guarded", "moto", "new", "whole"]);
    expect(hosts({}, "proposal-e")).toEqual(["whole", "moto", "bicycle", "new", "guarded"]);
    expect(hosts({}, "proposal-e", true)).toEqual(["bicycle", "moto", "whole", "new", "guarded"]);
    expect(hosts({}, "seen").slice(0, 2)).toEqual(["moto", "whole"]);
    expect(hosts({}, "seen").at(-1)).toBe("new");
    expect(hosts({}, "catalog")).toEqual(["whole", "moto", "new", "guarded", "bicycle"]);
    expect(hosts({}, "catalog", true).slice(0, 2)).toEqual(["moto", "whole"]);
    expect(hosts({}, "step").slice(-3)).toEqual(["new", "guarded", "bicycle"]);
  });

  it("sorts 500 of them", () => {
    const many = Array.from({ length: 500 }, (_, n) =>
      knownOf(`r${String(n).padStart(3, "0")}.example`, { referrersApi: n % 2 ? yes : no }),
    );
    const sorted = fleetRows(many, ALL, { by: "referrersApi", isDescending: false });
    expect(sorted).toHaveLength(500);
    expect(sorted[0]?.registry).toBe("r001.example");
    expect(sorted[499]?.registry).toBe("r498.example");
  });
});

it("a denied registry is unknown, never a bicycle", () => {
  expect(FLEET.map(fleetStateOf)).toEqual(["motorcycle", "not-probed", "unknown", "motorcycle", "bicycle"]);
});
