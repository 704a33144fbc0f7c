// Thousands of changed signatures: each ends in a state, soon, and none that was changed where it counts is good.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHECK_NAMES, type Verification, verificationSchema } from "#lib/evidence";
import { BUNDLE_ABOUT, DEMO_LAYERS, type DemoLayer, demoTrust, SIGNER } from "./demo.test-support.ts";
import { fixture, fixturesIn, HAS_FIXTURES, verified } from "./fixtures.test-support.ts";
import type { Trust } from "./index.ts";

const ROUNDS = 3000;
const BOUND_MS = 3000;
/** None of these may be in what is shown as one line. */
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u;

const SIGNED = /sigstore\.bundle|cosign\.simplesigning|dsse\.envelope|jose|cose/;

type Input = { bytes: Buffer; layer: DemoLayer["layer"]; manifest: DemoLayer["manifest"] | undefined };

const inputs: Input[] = [
  ...DEMO_LAYERS.filter(({ layer }) => SIGNED.test(layer.mediaType)),
  ...(HAS_FIXTURES ? realInputs() : []),
];

function realInputs(): Input[] {
  const files = [
    ...fixturesIn("sigstore-conformance")
      .filter((name) => name !== "a.txt")
      .map((name) => `sigstore-conformance/${name}/bundle.sigstore.json`),
    ...["bundles", "github-attestations", "provenance", "docker-attest"].flatMap((folder) =>
      fixturesIn(folder).map((file) => `${folder}/${file}`),
    ),
  ];
  return files.map((file) => ({
    bytes: fixture(file),
    layer: { mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json", digest: "", size: 1 },
    manifest: undefined,
  }));
}

const STUMBLING: unknown[] = [
  null,
  true,
  "",
  -1,
  0,
  1e308,
  "99999999999999999999",
  [],
  {},
  [null],
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  "user\u202Egnp.exe",
  "\u0000\u001b[31m",
  "\ud800",
  "A==",
  "%%%",
  "A".repeat(20_000),
  "MIIB",
  "275760-09-13T00:00:00.001Z",
  "\n\n\u2014 a AAAAAAAA\n",
  Array.from({ length: 500 }, (_, at) => at),
];

type Change =
  | { how: "flip"; at: number; by: number }
  | { how: "cut"; at: number }
  | { how: "insert"; at: number; bytes: Uint8Array }
  | { how: "value"; at: number; value: unknown }
  | { how: "bits"; at: number; bit: number }
  | { how: "remove"; at: number }
  | { how: "note"; at: number; text: string };

const at = fc.nat();
const changes: fc.Arbitrary<Change[]> = fc.array(
  fc.oneof(
    fc.record({ how: fc.constant("flip" as const), at, by: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ how: fc.constant("cut" as const), at }),
    fc.record({
      how: fc.constant("insert" as const),
      at,
      bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    }),
    fc.record({ how: fc.constant("value" as const), at, value: fc.constantFrom(...STUMBLING) }),
    fc.record({ how: fc.constant("bits" as const), at, bit: fc.nat() }),
    fc.record({ how: fc.constant("remove" as const), at }),
    fc.record({
      how: fc.constant("note" as const),
      at,
      text: fc.constantFrom("", "{}", "%", "null", "[1]", "A".repeat(9999)),
    }),
  ),
  { minLength: 1, maxLength: 3 },
);

function changed(input: Input, all: readonly Change[]): Input {
  let after = input;
  for (const change of all) after = changedOnce(after, change);
  return after;
}

function changedOnce(before: Input, change: Change): Input {
  const { bytes, layer } = before;
  const place = bytes.length === 0 ? 0 : change.at % bytes.length;
  switch (change.how) {
    case "flip": {
      const flipped = Buffer.from(bytes);
      flipped[place] = (flipped[place] ?? 0) ^ change.by;
      return { ...before, bytes: flipped };
    }
    case "cut":
      return { ...before, bytes: bytes.subarray(0, place) };
    case "insert":
      return {
        ...before,
        bytes: Buffer.concat([bytes.subarray(0, place), change.bytes, bytes.subarray(place)]),
      };
    case "note": {
      const notes = Object.keys(layer.annotations ?? {});
      const name = notes[change.at % Math.max(notes.length, 1)] ?? "dev.sigstore.cosign/bundle";
      return { ...before, layer: { ...layer, annotations: { ...layer.annotations, [name]: change.text } } };
    }
    default:
      return { ...before, bytes: inJson(bytes, change) };
  }
}

/** Places in the JSON, in the order of a walk. */
function inJson(bytes: Buffer, change: Extract<Change, { how: "value" | "bits" | "remove" }>): Buffer {
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString());
  } catch {
    return bytes;
  }
  const places: [object, string][] = [];
  const open: unknown[] = [json];
  for (let next = open.shift(); next !== undefined && places.length < 500; next = open.shift()) {
    if (typeof next !== "object" || next === null) continue;
    for (const key of Object.keys(next).slice(0, 30)) {
      places.push([next, key]);
      open.push(Reflect.get(next, key));
    }
  }
  const [holder, key] = places[change.at % Math.max(places.length, 1)] ?? [];
  if (!holder || key === undefined) return bytes;
  if (change.how === "remove") Reflect.deleteProperty(holder, key);
  else
    Reflect.set(
      holder,
      key,
      change.how === "value" ? change.value : bitChanged(Reflect.get(holder, key), change.bit),
    );
  return Buffer.from(JSON.stringify(json));
}

function bitChanged(value: unknown, bit: number): unknown {
  if (typeof value !== "string" || !/^[A-Za-z0-9+/]{16,}=*$/.test(value)) return value;
  const inner = Buffer.from(value, "base64");
  const place = bit % inner.length;
  inner[place] = (inner[place] ?? 0) ^ (1 << (bit % 8));
  return inner.toString("base64");
}

describe("changed signatures", () => {
  it(`end in a state, ${ROUNDS} times`, async () => {
    const trust: Trust = await demoTrust({ identities: [{ name: "rule", scope: [], ...SIGNER }] });
    const states = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...inputs), changes, async (input, all) => {
        const { bytes, layer, manifest } = changed(input, all);
        const about = { ...BUNDLE_ABOUT, digest: manifest?.subject?.digest ?? BUNDLE_ABOUT.digest };
        const { digest, ...rest } = layer;
        const began = performance.now();
        const verification = await verified({
          bytes,
          about,
          trust,
          layer: rest,
          ...(manifest ? { manifest } : {}),
        });
        expect(performance.now() - began).toBeLessThan(BOUND_MS);
        expect(digest).toBeDefined();
        check(verification);
        states.set(verification.state, (states.get(verification.state) ?? 0) + 1);
      }),
      { numRuns: ROUNDS },
    );
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    // Enough of them got past the reading for the stages behind it to be tried.
    expect(states.get("invalid") ?? 0).toBeGreaterThan(ROUNDS / 20);
  }, 300_000);

  it("end in a state whatever bytes there are", async () => {
    const trust = await demoTrust();
    const types = [
      "application/vnd.dev.sigstore.bundle.v0.3+json",
      "application/cose",
      "application/jose+json",
      "",
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom(...types),
        async (bytes, mediaType) => {
          check(await verified({ bytes, about: BUNDLE_ABOUT, trust, layer: { mediaType } }));
        },
      ),
      { numRuns: 500 },
    );
  }, 60_000);
});

const OWN_FAULT = /Refscope failed|by a fault of Refscope/;

function check(verification: Verification): void {
  expect(verificationSchema.safeParse(verification).success).toBe(true);
  expect(verification.reason).not.toMatch(OWN_FAULT);
  expect(verification.checks.map(({ name }) => name)).toEqual([...CHECK_NAMES]);
  const { identity } = verification;
  const texts = [
    ...(identity ? [identity.subject, identity.issuer ?? "-"] : []),
    verification.reason,
    ...verification.checks.map(({ detail }) => detail),
  ];
  expect(texts.filter((text) => text === "" || text.length > 2000 || UNSHOWN.test(text))).toEqual([]);
}
