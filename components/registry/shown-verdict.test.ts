import { describe, expect, it } from "vitest";
import type { KeptCapability, Probe } from "#lib/api";
import type { Exchange } from "#lib/evidence";
import { assess, supported, unknownCapabilities, unsupported } from "#lib/upgrade";
import { askedWords, type Known, laterPush, newestOf, pageLog } from "./shown-verdict.ts";

const registry = "registry.example.com";
const minute = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 9, minutes)).toISOString();

function exchange(id: string, minutes: number): Exchange {
  const url = `http://${registry}/v2/`;
  const more = { headers: {}, requestHeaders: {}, durationMs: 1, purpose: "test" };
  return { id, method: "GET", url, at: minute(minutes), ...more };
}

function probeOf(
  minutes: number,
  known: Record<string, ReturnType<typeof supported>>,
  more: Partial<Probe> = {},
): Probe {
  return {
    registry,
    at: minute(minutes),
    durationMs: 12,
    claims: [],
    upgrade: assess({ registry, capabilities: { ...unknownCapabilities("not asked"), ...known } }),
    extensions: { registry: [], repository: [] },
    notes: [],
    exchanges: [exchange(`x${minutes}`, minutes)],
    ...more,
  };
}

const kept = (minutes: number, more: Partial<KeptCapability> = {}): KeptCapability => ({
  ...{ name: "sha512", at: minute(minutes), expiresAt: minute(minutes + 60), by: "probe" },
  ...more,
});
const yes = supported("200", ["x1"]);
const older = probeOf(0, { referrersApi: yes });
const newer = probeOf(10, { referrersApi: yes });
const knownOf = (probe: Probe, more: Partial<Known> = {}): Known => ({
  ...{ registry, at: probe.at, expiresAt: minute(70), upgrade: probe.upgrade, exchanges: probe.exchanges },
  ...{ probe, ...more },
});

describe("newestOf", () => {
  it("takes the newer of what was asked here and what the server remembers", () => {
    expect(newestOf(newer, knownOf(older))).toMatchObject({ at: minute(10), isRemembered: false });
    expect(newestOf(older, knownOf(newer))).toMatchObject({ at: minute(10), isRemembered: true });
    expect(newestOf(undefined, undefined)).toMatchObject({ upgrade: undefined, expiresAt: undefined });
  });

  it("takes the server's where a push came after the probe that the verdict is from", () => {
    const pushed = knownOf(newer, { kept: [kept(12, { by: "push", repository: "scratch/one" })] });
    const verdict = newestOf(newer, pushed);
    expect(verdict).toMatchObject({ isRemembered: true, kept: pushed.kept });
    expect(laterPush(verdict)?.repository).toBe("scratch/one");
    expect(laterPush(newestOf(newer, undefined))).toBeUndefined();
  });

  it("says until when the verdict may be believed: as long as what is said of the API", () => {
    expect(newestOf(newer, undefined).expiresAt).toBe(minute(70));
    expect(newestOf(probeOf(10, { referrersApi: unsupported("404", ["x1"]) }), undefined).expiresAt).toBe(
      minute(20),
    );
    const api = kept(0, { name: "referrersApi" });
    expect(newestOf({ ...newer, kept: [api] }, undefined).expiresAt).toBe(minute(60));
  });

  it("has the requests behind what was kept, each once, in the order in which they were sent", () => {
    const asked = { ...newer, kept: [kept(0)], keptExchanges: [exchange("x0", 0), exchange("x10", 10)] };
    expect(newestOf(asked, undefined).exchanges.map(({ id }) => id)).toEqual(["x0", "x10"]);
  });
});

it("numbers the requests of all parts of a page in one row", () => {
  const log = pageLog([exchange("b", 5), exchange("c", 9)], undefined, [exchange("b", 5), exchange("a", 1)]);
  expect(log.map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

it.each([
  [kept(0, { repository: "shop/app" }), "by a probe of shop/app"],
  [kept(0), "by a probe"],
  [kept(0, { by: "push", repository: "scratch/one" }), "by pushing to scratch/one"],
])("says how a capability was established", (one, words) => expect(askedWords(one)).toBe(words));
