// Envelopes that nobody made by notation: malformed, huge, ambiguous, changed. None is valid, none throws, none hangs.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeCbor } from "../../../scripts/demo-content/cbor.mts";
import { chainOf, subjectOf } from "./certificates.test-support.ts";
import {
  ABOUT,
  envelope,
  type Form,
  LEAF,
  NOTARY,
  NOW,
  ROOT,
  signedLayer,
  store,
  TARGET,
  TSA,
  TSA_ROOT,
  trusting,
} from "./envelopes.test-support.ts";
import { verifyNotation } from "./index.ts";
import { mintTimestamp } from "./timestamp.test-support.ts";
import { OWN_FAULT } from "./verify-notation.ts";

const FORMS: Form[] = ["jws", "cose"];
const TRUST = trusting([store("ca", ROOT), store("tsa", TSA_ROOT)], subjectOf("leaf"));
const VALID = ["verified", "valid-identity-unchecked"];
const text = (value: string) => new Uint8Array(Buffer.from(value));
const timestamp = (signature: Uint8Array) => mintTimestamp(signature, TSA, { at: "2026-06-01T00:00:00Z" });
const GOOD = {
  jws: envelope({ leaf: LEAF, form: "jws", timestamp }).bytes,
  cose: envelope({ leaf: LEAF, form: "cose", timestamp }).bytes,
};

async function stateOf(bytes: Uint8Array, form: Form): Promise<string> {
  const { state, reason } = await verifyNotation(signedLayer(bytes, form), ABOUT, TRUST, NOW);
  expect(reason).not.toBe(OWN_FAULT);
  return state;
}

type Json = Record<string, unknown>;
const JSON_TEXT = Buffer.from(GOOD.jws).toString();
const json: Json = JSON.parse(JSON_TEXT);
const unsigned: Json = JSON.parse(JSON.stringify(json.header));
const STAMP = `${NOTARY}timestampSignature`;
const said = (name: string) => Buffer.from(String(json[name]), "base64url").toString();
const encoded = (value: string) => Buffer.from(value).toString("base64url");
/** The envelope with other fields, or with another unprotected header; undefined leaves a field out. */
const withField = (fields: Json) => text(JSON.stringify({ ...json, ...fields }));
const withHeader = (fields: Json) => withField({ header: { ...unsigned, ...fields } });
const inFront = (field: string) => text(JSON_TEXT.replace("{", `{${field},`));
const CHAIN = chainOf(LEAF);
const LONGER = Buffer.concat([LEAF.der, Buffer.from([0])]);
const HALF = Buffer.from(String(unsigned[STAMP]), "base64").subarray(0, 300);

const JWS: [string, Uint8Array, string][] = [
  ["nothing", text(""), "error"],
  ["no JSON", text("{"), "error"],
  ["a list", text("[]"), "error"],
  ["HTML", text("<html>"), "error"],
  ["deep lists", text(`${"[".repeat(100_000)}${"]".repeat(100_000)}`), "skipped"],
  ["too many bytes", text(`${" ".repeat(300_000)}{}`), "skipped"],
  ["a field of its own", withField({ extra: 1 }), "error"],
  ["signatures besides", withField({ signatures: [] }), "error"],
  ["a payload twice", inFront('"payload":"e30"'), "error"],
  ["a payload in other case", inFront('"Payload":"e30"'), "error"],
  ["no payload", withField({ payload: undefined }), "error"],
  ["a payload that is a number", withField({ payload: 1 }), "error"],
  ["no unprotected header", withField({ header: undefined }), "error"],
  ["no chain", withHeader({ x5c: undefined }), "error"],
  ["an empty chain", withHeader({ x5c: [] }), "error"],
  ["a chain of numbers", withHeader({ x5c: [1] }), "error"],
  ["a chain of eleven", withHeader({ x5c: Array(11).fill("AAAA") }), "error"],
  ["a chain in base64url", withHeader({ x5c: CHAIN.map((each) => each.toString("base64url")) }), "error"],
  ["a certificate that is none", withHeader({ x5c: ["MAA="] }), "error"],
  ["a certificate and a byte", withHeader({ x5c: [LONGER.toString("base64")] }), "error"],
  ["another algorithm, unsigned", withHeader({ alg: "none" }), "verified"],
  ["a critical header, unsigned", withHeader({ crit: ["b64"], b64: false }), "verified"],
  ["no signature", withField({ signature: "" }), "invalid"],
  ["a signature with padding", withField({ signature: `${json.signature}==` }), "invalid"],
  ["a signature cut short", withField({ signature: String(json.signature).slice(0, 40) }), "invalid"],
  ["a payload with a space", withField({ payload: `${json.payload} ` }), "invalid"],
  ["another payload", withField({ payload: encoded(said("payload").replace("481", "482")) }), "invalid"],
  ["another header", withField({ protected: encoded(said("protected").replace("-11-", "-10-")) }), "invalid"],
  [
    "a header with a key twice",
    withField({ protected: encoded(said("protected").replace("{", '{"alg":"none",')) }),
    "error",
  ],
  ["a header that is no JSON", withField({ protected: encoded("x") }), "error"],
  ["a header without an algorithm", withField({ protected: encoded("{}") }), "error"],
  ["a timestamp that is none", withHeader({ [STAMP]: "AAAA" }), "time-unproven"],
  ["a timestamp that is no base64", withHeader({ [STAMP]: "A" }), "error"],
  ["a timestamp cut short", withHeader({ [STAMP]: HALF.toString("base64") }), "time-unproven"],
  ["a COSE message", GOOD.cose, "error"],
];

describe("hostile JWS", () => {
  it.each(JWS)("%s", async (_, bytes, state) => {
    expect(await stateOf(bytes, "jws")).toBe(state);
  });

  it.each([
    ["no time", "yesterday"],
    ["a date alone", "2026-11-01"],
    ["a month too many", "2026-13-01T00:00:00Z"],
    ["a list of times", ["2026-11-01T00:00:00Z"]],
    ["a number", 1],
  ])("a signing time that is %s", async (_, time) => {
    const { bytes } = envelope({ leaf: LEAF, header: { [`${NOTARY}signingTime`]: time } });
    expect(await stateOf(bytes, "jws")).toBe("error");
  });
});

const bytesOf = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const message = (...parts: Parameters<typeof encodeCbor>[0][]) =>
  new Uint8Array(encodeCbor({ tag: 18, value: parts }));
const none = new Uint8Array();

const COSE: [string, () => Uint8Array][] = [
  ["nothing", () => none],
  ["a JWS", () => GOOD.jws],
  ["no tag", () => GOOD.cose.subarray(1)],
  ["another tag", () => new Uint8Array(encodeCbor({ tag: 98, value: [none, new Map(), none, none] }))],
  ["more behind it", () => new Uint8Array([...GOOD.cose, 0])],
  ["three parts", () => message(none, new Map(), none)],
  ["five parts", () => message(none, new Map(), none, none, none)],
  ["no protected header", () => message(none, new Map(), none, none)],
  ["a protected header that is a list", () => message(new Uint8Array(encodeCbor([])), new Map(), none, none)],
  ["parts of other types", () => message(1, 2, 3, 4)],
  ["a length without end", () => bytesOf("d29f40a04040ff")],
  ["bytes without a length", () => bytesOf("d2845f4101ffa04040")],
  ["a list of 2^63", () => bytesOf("d29b7fffffffffffffff")],
  ["bytes of 2^63", () => bytesOf("d2845b7fffffffffffffff")],
  ["a map of 2^32", () => bytesOf("d28440baffffffff")],
  ["lists within lists", () => bytesOf(`d284${"81".repeat(50_000)}`)],
  ["a key twice", () => bytesOf("d28440a2182140182140404040")],
  ["a list of many", () => new Uint8Array([0xd2, 0x9a, 0, 3, 0, 0, ...new Uint8Array(3 << 16)])],
];

describe("hostile COSE", () => {
  it.each(COSE)("%s", async (_, make) => {
    const begun = performance.now();
    expect(await stateOf(make(), "cose")).toBe("error");
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it("a map of as many keys as fit", async () => {
    const map = new Map(Array.from({ length: 50_000 }, (_, key) => [key, 0]));
    const begun = performance.now();
    expect(await stateOf(message(none, map, none, none), "cose")).toBe("error");
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it("a header in both maps", async () => {
    const { bytes } = envelope({
      leaf: LEAF,
      form: "cose",
      open: { [`${NOTARY}signingScheme`]: "notary.x509" },
    });
    expect(await stateOf(bytes, "cose")).toBe("error");
  });

  it("critical headers that are lists", async () => {
    const { bytes } = envelope({ leaf: LEAF, form: "cose", header: { crit: [[`${NOTARY}signingScheme`]] } });
    expect(await stateOf(bytes, "cose")).toBe("error");
  });

  it("a time without its tag", async () => {
    const { bytes } = envelope({ leaf: LEAF, form: "cose", header: { [`${NOTARY}signingTime`]: 1 } });
    expect(await stateOf(bytes, "cose")).toBe("error");
  });

  it("one certificate without a list is a chain of one", async () => {
    const { bytes } = envelope({ leaf: LEAF, form: "cose", chain: [LEAF.der] });
    const bare = Buffer.from(bytes).toString("hex").replace("182181", "1821");
    // Its root is missing, so it is read, and does not hold together.
    expect(await stateOf(bytesOf(bare), "cose")).toBe("invalid");
  });
});

describe.each(FORMS)("hostile payloads in %s", (form) => {
  it.each<[string, string]>([
    ["no JSON", "x"],
    ["nothing", ""],
    ["a list", "[]"],
    ["no target", "{}"],
    ["a target that is a text", '{"targetArtifact":"x"}'],
    ["a target twice", `{"targetArtifact":${JSON.stringify(TARGET)},"targetArtifact":{}}`],
    ["a digest twice", `{"targetArtifact":${JSON.stringify(TARGET).replace("{", '{"digest":"x",')}}`],
    ["a digest in other case", `{"targetArtifact":${JSON.stringify(TARGET).replace("{", '{"Digest":"x",')}}`],
    ["no size", '{"targetArtifact":{"mediaType":"a","digest":"b"}}'],
    ["a size that is a text", '{"targetArtifact":{"mediaType":"a","digest":"b","size":"1"}}'],
    ["a size that no number holds", '{"targetArtifact":{"mediaType":"a","digest":"b","size":1e300}}'],
  ])("%s", async (_, payload) => {
    expect(await stateOf(envelope({ leaf: LEAF, form, payload: text(payload) }).bytes, form)).toBe("error");
  });

  it("lists within lists are not followed without end", async () => {
    const payload = text(`{"targetArtifact":${"[".repeat(1000)}${"]".repeat(1000)}}`);
    expect(await stateOf(envelope({ leaf: LEAF, form, payload }).bytes, form)).toBe("skipped");
  });

  it("annotations of the signer's own are no obstacle", async () => {
    const target = {
      ...TARGET,
      annotations: { "\u202etxt": "<script>", __proto__: "x" },
      artifactType: "a/b",
    };
    expect(await stateOf(envelope({ leaf: LEAF, form, target }).bytes, form)).toBe("verified");
  });

  it("names of any length and kind come as one bounded line", async () => {
    const target = { ...TARGET, digest: `sha256:${"\u202e\n".repeat(5000)}` };
    const { bytes } = envelope({ leaf: LEAF, form, target });
    const { reason } = await verifyNotation(signedLayer(bytes, form), ABOUT, TRUST, NOW);
    expect(reason.length).toBeLessThan(1000);
    expect(reason).not.toMatch(/[\u202e\n]/);
  });
});

describe.each(FORMS)("changed envelopes in %s", (form) => {
  const good = envelope({ leaf: LEAF, form }).bytes;
  const changes = (length: number) =>
    fc.array(fc.record({ at: fc.nat(length - 1), byte: fc.integer({ min: 1, max: 255 }) }), {
      minLength: 1,
      maxLength: 5,
    });
  const apply = (bytes: Uint8Array, list: { at: number; byte: number }[]) => {
    const copy = Uint8Array.from(bytes);
    for (const { at, byte } of list) copy[at] = (bytes[at] ?? 0) ^ byte;
    return copy;
  };

  it("the one they are made of is verified", async () => {
    expect(await stateOf(good, form)).toBe("verified");
  });

  it("a bit in each of 100 places: none is valid", async () => {
    const states: string[] = [];
    for (let place = 0; place < 100; place++) {
      const at = Math.floor((place * good.length) / 100);
      states.push(await stateOf(apply(good, [{ at, byte: 1 << (place % 7) }]), form));
    }
    expect(states.filter((state) => VALID.includes(state))).toEqual([]);
    expect(states.filter((state) => state === "invalid").length).toBeGreaterThan(20);
  });

  it("cut short, or with something cut out: none is valid", async () => {
    for (let place = 0; place < 40; place++) {
      const at = Math.floor((place * good.length) / 40);
      expect(VALID).not.toContain(await stateOf(good.subarray(0, at), form));
      const without = new Uint8Array([...good.subarray(0, at), ...good.subarray(at + 3)]);
      expect(VALID).not.toContain(await stateOf(without, form));
    }
  });

  it("any changes end in an answer that is not valid", async () => {
    await fc.assert(
      fc.asyncProperty(changes(good.length), async (list) => {
        // Several changes at one place may undo each other.
        const bytes = apply(good, list);
        expect(VALID).not.toContain(await stateOf(bytes, form));
      }),
      { numRuns: 300 },
    );
  }, 30_000);

  it("a changed timestamp says the same, or nothing", async () => {
    // Of a timestamp a few bytes are signed by nobody: certificates that are not needed, numbers of versions.
    const before = await verifyNotation(signedLayer(GOOD[form], form), ABOUT, TRUST, NOW);
    expect(before.time?.at).toBe("2026-06-01T00:00:00Z");
    await fc.assert(
      fc.asyncProperty(changes(GOOD[form].length), async (list) => {
        const after = await verifyNotation(signedLayer(apply(GOOD[form], list), form), ABOUT, TRUST, NOW);
        expect(after.reason).not.toBe(OWN_FAULT);
        if (VALID.includes(after.state) && after.time) expect(after.time).toEqual(before.time);
        if (VALID.includes(after.state)) expect(after.identity).toEqual(before.identity);
      }),
      { numRuns: 300 },
    );
  }, 30_000);

  it("any bytes end in an answer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        expect(await stateOf(bytes, form)).toBe("error");
      }),
      { numRuns: 300 },
    );
  }, 30_000);
});
