import { describe, expect, it } from "vitest";
import { knownRegistriesSchema, type Probe } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { assess, supported, unknownCapabilities, unsupported } from "#lib/upgrade";
import { RegistryMemory } from "./known-registries.ts";

const AT = "2026-11-24T09:31:04.102Z";
const upgradeOf = (registry: string, evidence: Record<string, string[]> = {}) =>
  assess({
    registry,
    capabilities: {
      ...unknownCapabilities("not asked"),
      ...Object.fromEntries(Object.entries(evidence).map(([name, ids]) => [name, supported("yes", ids)])),
    },
  });
const hosts = (memory: RegistryMemory) => memory.all().map(({ registry }) => registry);
const ids = (exchanges: Exchange[] = []) => exchanges.map(({ id }) => id);
const numbers = (count: number, prefix: string) => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

function exchange(id: string): Exchange {
  const url = "http://a.example/v2/";
  return { id, method: "GET", url, headers: {}, requestHeaders: {}, durationMs: 1, at: AT, purpose: "test" };
}

function probeOf(registry: string, exchangeIds: string[], evidence: Record<string, string[]>): Probe {
  return {
    registry,
    at: AT,
    durationMs: 12,
    claims: [["server", "zot"]],
    upgrade: upgradeOf(registry, evidence),
    extensions: { registry: [{ name: "_oci", endpoints: [] }], repository: [] },
    notes: ["odd"],
    exchanges: exchangeIds.map(exchange),
  };
}

function memoryWithDemo(): RegistryMemory {
  const memory = new RegistryMemory(() => Date.parse(AT));
  for (const name of ["bicycle", "motorcycle"])
    memory.introduce(`${name}.localhost:1`, { title: name, about: "" });
  return memory;
}

describe("RegistryMemory", () => {
  it("lists persons' registries first, newest first, then the demo's in their own order", () => {
    const memory = memoryWithDemo();
    for (const host of [
      "a.example",
      "motorcycle.localhost:1",
      "b.example",
      "bicycle.localhost:1",
      "a.example",
    ]) {
      memory.remember(upgradeOf(host), AT, []);
    }
    expect(hosts(memory)).toEqual([
      "a.example",
      "b.example",
      "bicycle.localhost:1",
      "motorcycle.localhost:1",
    ]);
  });

  it("keeps what a demo registry is, and adds the verdict", () => {
    const memory = memoryWithDemo();
    expect(memory.lastVerdict("bicycle.localhost:1")).toEqual({
      registry: "bicycle.localhost:1",
      demo: { title: "bicycle", about: "" },
      exchanges: [],
    });
    memory.remember(upgradeOf("bicycle.localhost:1"), AT, []);
    expect(memory.lastVerdict("bicycle.localhost:1")).toMatchObject({ demo: { title: "bicycle" }, at: AT });
  });

  it("forgets the oldest of 500, and never a demo registry", () => {
    const memory = memoryWithDemo();
    for (let n = 0; n < 600; n++) memory.remember(upgradeOf(`r${n}.example`), AT, []);
    const known = hosts(memory);
    expect(known).toHaveLength(500);
    expect(known[0]).toBe("r599.example");
    expect(known).not.toContain("r0.example");
    expect(known.slice(-2)).toEqual(["bicycle.localhost:1", "motorcycle.localhost:1"]);
  });
});

describe("the requests behind a verdict", () => {
  it("are those that an exploration's capabilities cite, in the order in which they were sent", () => {
    const memory = new RegistryMemory(() => Date.parse(AT));
    const upgrade = upgradeOf("a.example", { tagListing: ["x3", "gone"], referrersApi: ["x1", "x3"] });
    memory.remember(upgrade, AT, ["x0", "x1", "x2", "x3"].map(exchange));
    const last = memory.lastVerdict("a.example");
    expect(ids(last?.exchanges)).toEqual(["x1", "x3"]);
    expect(last).not.toHaveProperty("probe");
  });

  it("are 60 at most, and no capability is left without any", () => {
    const memory = new RegistryMemory(() => Date.parse(AT));
    const many = numbers(200, "r");
    const upgrade = upgradeOf("a.example", { referrersApi: many, pagination: ["p0"], tagListing: ["t0"] });
    memory.remember(upgrade, AT, [...many, "p0", "t0"].map(exchange));
    const kept = ids(memory.lastVerdict("a.example")?.exchanges);
    expect(kept).toEqual([...numbers(58, "r"), "p0", "t0"]);
  });

  it("are all of a probe's, which is kept whole", () => {
    const memory = new RegistryMemory(() => Date.parse(AT));
    const probe = probeOf("a.example", ["x0", "x1"], { referrersApi: ["x1"] });
    memory.rememberProbe(probe);
    expect(memory.lastVerdict("a.example")).toMatchObject({ at: AT, upgrade: probe.upgrade, probe });
    expect(ids(memory.lastVerdict("a.example")?.exchanges)).toEqual(["x0", "x1"]);
  });

  it("are the cited ones of a very long probe, and its notes say so", () => {
    const memory = new RegistryMemory(() => Date.parse(AT));
    memory.rememberProbe(probeOf("a.example", numbers(61, "x"), { referrersApi: ["x7"], catalog: ["x60"] }));
    const { exchanges, probe } = memory.lastVerdict("a.example") ?? {};
    expect(ids(exchanges)).toEqual(["x7", "x60"]);
    expect(probe?.exchanges).toEqual(exchanges);
    expect(probe?.notes).toEqual(["odd", "of its 61 requests, the 2 that the verdict rests on were kept"]);
  });

  it("go with their verdict: a newer one leaves nothing of the probe before it", () => {
    const memory = new RegistryMemory(() => Date.parse(AT));
    memory.rememberProbe(probeOf("a.example", ["x0"], { referrersApi: ["x0"] }));
    const newer = upgradeOf("a.example", { referrersApi: ["y0"] });
    memory.remember(newer, "2026-11-24T11:31:04.102Z", [exchange("y0")]);
    const last = memory.lastVerdict("a.example");
    expect(ids(last?.exchanges)).toEqual(["y0"]);
    expect(last?.probe).toBeUndefined();
  });

  it("are in the list that has evidence, and so is how the verdict was learnt", () => {
    const memory = memoryWithDemo();
    memory.rememberProbe(probeOf("a.example", ["x0"], { referrersApi: ["x0"] }));
    memory.remember(upgradeOf("b.example", { referrersApi: ["y0"] }), AT, [exchange("y0")]);
    const list: unknown = JSON.parse(JSON.stringify(memory.allWithEvidence()));
    const known = knownRegistriesSchema.element.strict().array().parse(list);
    expect(known.map(({ registry, learnt, exchanges }) => [registry, learnt, ids(exchanges)])).toEqual([
      ["b.example", "exploration", ["y0"]],
      ["a.example", "probe", ["x0"]],
      ["bicycle.localhost:1", undefined, []],
      ["motorcycle.localhost:1", undefined, []],
    ]);
  });

  it("are not in the list", () => {
    const memory = memoryWithDemo();
    memory.rememberProbe(probeOf("a.example", ["x0"], { referrersApi: ["x0"] }));
    const list: unknown = JSON.parse(JSON.stringify(memory.all()));
    expect(knownRegistriesSchema.element.strict().array().safeParse(list).error).toBeUndefined();
  });
});

describe("after a probe", () => {
  const later = (minutes: number) => new Date(Date.parse(AT) + minutes * 60_000).toISOString();
  const probed = () => {
    const memory = new RegistryMemory(() => Date.parse(AT));
    memory.rememberProbe(probeOf("a.example", ["x1", "x2"], { referrersApi: ["x1"], catalog: ["x2"] }));
    return memory;
  };

  it("an exploration that learnt less leaves the probe's verdict", () => {
    const memory = probed();
    memory.remember(upgradeOf("a.example", { referrersApi: ["x9"] }), later(5), [exchange("x9")]);
    expect(memory.lastVerdict("a.example")?.probe?.claims).toEqual([["server", "zot"]]);
    expect(memory.lastVerdict("a.example")?.at).toBe(AT);
  });

  it("one that was denied leaves it too: not to know is no proof", () => {
    const memory = probed();
    memory.remember(upgradeOf("a.example"), later(5), []);
    expect(memory.lastVerdict("a.example")?.upgrade?.proposalE.state).toBe("motorcycle");
  });

  it("a contrary answer overturns it", () => {
    const memory = probed();
    const now = upgradeOf("a.example");
    const contrary = assess({
      registry: "a.example",
      capabilities: { ...now.capabilities, referrersApi: unsupported("404 text/plain", ["x9"]) },
    });
    memory.remember(contrary, later(5), [exchange("x9")]);
    expect(memory.lastVerdict("a.example")?.upgrade?.proposalE.state).toBe("bicycle");
    expect(memory.lastVerdict("a.example")?.probe).toBeUndefined();
  });

  it("a gap that the probe had not seen is news", () => {
    const memory = probed();
    const now = upgradeOf("a.example", { referrersApi: ["x9"] });
    memory.remember({ ...now, reindexGap: ["sha256:1"] }, later(5), [exchange("x9")]);
    expect(memory.lastVerdict("a.example")?.upgrade?.reindexGap).toEqual(["sha256:1"]);
    // What only the probe asked stays known.
    expect(memory.lastVerdict("a.example")?.upgrade?.capabilities.catalog.support).toBe("supported");
    expect(memory.lastVerdict("a.example")?.probe?.upgrade.reindexGap).toEqual(["sha256:1"]);
  });

  it("a verdict of absence stands ten minutes, and says until when", () => {
    const memory = new RegistryMemory(() => Date.parse(AT));
    const absent = assess({
      registry: "a.example",
      capabilities: { ...upgradeOf("a.example").capabilities, referrersApi: unsupported("404", ["x1"]) },
    });
    memory.rememberProbe({ ...probeOf("a.example", ["x1"], {}), upgrade: absent });
    expect(memory.all()[0]?.expiresAt).toBe(later(10));
    memory.remember(absent, later(9), []);
    expect(memory.lastVerdict("a.example")?.at).toBe(AT);
    memory.remember(absent, later(11), []);
    expect(memory.lastVerdict("a.example")?.at).toBe(later(11));
  });

  it("after an hour the newer verdict stands, however little it says", () => {
    const memory = probed();
    memory.remember(upgradeOf("a.example", { referrersApi: ["x9"] }), later(61), [exchange("x9")]);
    expect(memory.lastVerdict("a.example")?.at).toBe(later(61));
  });
});
