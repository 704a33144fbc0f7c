import { describe, expect, it } from "vitest";
import type { Probe } from "#lib/api";
import { assess, supported, unknownCapabilities, unsupported } from "#lib/upgrade";
import { type Known, newestOf, pushedBeside } from "./shown-verdict.ts";

const registry = "registry.example.com";
const minute = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 9, minutes)).toISOString();

function probeOf(minutes: number, known: Record<string, ReturnType<typeof supported>>, more = {}): Probe {
  return {
    registry,
    at: minute(minutes),
    durationMs: 12,
    claims: [],
    upgrade: assess({ registry, capabilities: { ...unknownCapabilities("not asked"), ...known } }),
    extensions: { registry: [], repository: [] },
    notes: [],
    exchanges: [],
    ...more,
  };
}

const yes = supported("200", ["x1"]);
const no = unsupported("404", ["x1"]);
const read = probeOf(10, { referrersApi: yes });
const pushed = probeOf(0, { referrersApi: yes, artifactManifest: no }, { hasPushed: true });
const knownOf = ({ at, upgrade, exchanges, ...more }: Probe): Known => ({
  ...{ registry, at, upgrade, exchanges },
  probe: { at, upgrade, exchanges, ...more },
});
const at = (minutes: number) => Date.parse(minute(minutes));

describe("newestOf", () => {
  it("takes the newer of what was asked here and what the server remembers", () => {
    expect(newestOf(read, knownOf(pushed))).toMatchObject({ at: minute(10), isRemembered: false });
    expect(newestOf(pushed, knownOf(read))).toMatchObject({ at: minute(10), isRemembered: true });
    expect(newestOf(undefined, undefined)).toMatchObject({ upgrade: undefined, expiresAt: undefined });
  });

  it("says until when the verdict may be believed", () => {
    expect(newestOf(read, undefined).expiresAt).toBe(minute(70));
    expect(newestOf(undefined, knownOf(probeOf(10, { referrersApi: no }))).expiresAt).toBe(minute(20));
  });
});

describe("pushedBeside", () => {
  const beside = (verdict = newestOf(read, knownOf(pushed)), known: Known = knownOf(pushed), now = at(11)) =>
    pushedBeside(verdict, known, now);

  it("is what pushing showed and reading leaves open", () => {
    const { rows, probe, expiresAt } = beside() ?? {};
    expect(rows?.map(({ name, support }) => [name, support.support])).toEqual([
      ["artifactManifest", "unsupported"],
    ]);
    expect([probe, expiresAt]).toEqual([knownOf(pushed).probe, minute(60)]);
  });

  it("is known too once the server remembers the reading as the last verdict", () => {
    const known = { ...knownOf(read), pushed };
    expect(beside(newestOf(undefined, known), known)?.probe).toBe(pushed);
  });

  it("is nothing beside itself, once it has expired, and where reading is contrary", () => {
    expect(beside(newestOf(undefined, knownOf(pushed)))).toBeUndefined();
    expect(beside(undefined, undefined, at(60))).toBeUndefined();
    const contrary = probeOf(10, { referrersApi: no });
    expect(beside(newestOf(contrary, knownOf(pushed)))).toBeUndefined();
    expect(beside(newestOf(undefined, undefined))).toBeUndefined();
  });
});
