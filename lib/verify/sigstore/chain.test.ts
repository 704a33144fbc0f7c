// What a certificate may be used for, who issued it, and which logs vouch for it.
import { type KeyObject, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { der, objectId, sequence } from "../../../scripts/demo-content/der.mts";
import { resultOf } from "../fixtures.test-support.ts";
import {
  AUTHORITY,
  annotated,
  asked,
  authorityOf,
  CODE_SIGNING,
  certificate,
  extension,
  hash,
  leaf,
  logOf,
  newKey,
  type Party,
  purposes,
  ROOT,
  SIGNING_KEY,
  spki,
  trusting,
} from "./minted.test-support.ts";

const NULL = Buffer.from([5, 0]);
const CODE = purposes(CODE_SIGNING);
const usage = (bits: number) => extension("2.5.29.15", Buffer.from([3, 2, 0, bits]), true);

async function stateOf(bytes: Buffer, root = {}): Promise<string> {
  return (await asked(annotated(bytes), trusting(root))).state;
}

describe("a leaf", () => {
  it.each<[string, Buffer[], string]>([
    ["marked for signing code", [CODE], "verified"],
    ["marked for signing code, and for signatures", [CODE, usage(0x80)], "verified"],
    ["marked for servers", [purposes("1.3.6.1.5.5.7.3.1")], "invalid"],
    ["marked for timestamps", [purposes("1.3.6.1.5.5.7.3.8")], "invalid"],
    ["without any purpose", [], "invalid"],
    ["whose key is marked for encryption alone", [CODE, usage(0x20)], "invalid"],
    [
      "with a critical extension that nobody knows",
      [CODE, extension("1.2.3.4", NULL, true)],
      "unverifiable-no-material",
    ],
    ["with an extension that nobody knows", [CODE, extension("1.2.3.4", NULL)], "verified"],
    ["with an extension twice", [CODE, CODE], "unverifiable-no-material"],
  ])("%s", async (_, extensions, state) => {
    expect(await stateOf(leaf({ extensions }))).toBe(state);
  });

  it("that is an authority itself is none", async () => {
    expect(await stateOf(leaf({ isAuthority: true, extensions: [CODE] }))).toBe("invalid");
  });
});

describe("an authority", () => {
  const between = (extensions: Buffer[]) => {
    const party: Party = { name: "INT", key: newKey() };
    const own = certificate({ ...party, issuer: AUTHORITY, isAuthority: true, extensions });
    return { own, below: leaf({ issuer: party }) };
  };
  const constraints = sequence(der(0xa0, sequence(der(0x86, Buffer.from("only.example")))));

  it.each<[string, Buffer[], string]>([
    ["of any purpose", [], "verified"],
    ["for signing code", [CODE], "verified"],
    ["for servers alone", [purposes("1.3.6.1.5.5.7.3.1")], "invalid"],
    [
      "with a critical extension that nobody knows",
      [extension("1.2.3.4", NULL, true)],
      "unverifiable-no-material",
    ],
    ["that constrains names", [extension("2.5.29.30", constraints, true)], "unverifiable-no-material"],
    [
      "that constrains names, not critical",
      [extension("2.5.29.30", constraints)],
      "unverifiable-no-material",
    ],
  ])("%s", async (_, extensions, state) => {
    const { own, below } = between(extensions);
    expect(await stateOf(below, { certificateAuthorities: [authorityOf(own, ROOT)] })).toBe(state);
  });

  it("that did not issue itself, at the end of the root's chain, is not trusted, which is nothing wrong", async () => {
    const { own, below } = between([]);
    const root = { certificateAuthorities: [authorityOf(own)] };
    expect(await stateOf(below, root)).toBe("self-consistent-untrusted");
  });

  it("of the same name with another key is another one", async () => {
    const other: Party = { name: AUTHORITY.name, key: newKey() };
    const { state, reason, checks } = await asked(
      annotated(leaf({ issuer: other, isWithoutKeyIds: true })),
      trusting(),
    );
    expect(state, reason).toBe("self-consistent-untrusted");
    expect(reason).toMatch(/an authority named CN=CA is trusted, and it was not that one's key/);
    expect(checks.find(({ name }) => name === "certificate-chain")?.result).toBe("not-checked");
  });

  it("is not called trusted by the name that a self-made certificate gives it", async () => {
    const made = certificate({
      name: "",
      key: SIGNING_KEY,
      issuer: { name: "whoever", key: SIGNING_KEY },
      isWithoutKeyIds: true,
      extensions: [extension("2.5.29.35", sequence(der(0x80, keyIdOf(ROOT)))), CODE],
    });
    const { state, reason } = await asked(annotated(made), trusting());
    expect(state).toBe("invalid");
    expect(reason).not.toMatch(/CN=whoever is trusted/);
  });
});

/** Of the second extension of `ROOT`, after its constraints and its usage. */
function keyIdOf(der: Buffer): Buffer {
  const at = der.indexOf(objectId("2.5.29.14"));
  return der.subarray(at + 9, at + 29);
}

describe("logs of certificates", () => {
  const ours = newKey();
  const theirs = newKey();
  const vector = (bytes: Buffer) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const sct = (log: KeyObject, body: Buffer) => {
    const at = Buffer.alloc(8);
    at.writeBigUInt64BE(BigInt(Date.parse("2026-06-01")));
    const length = Buffer.alloc(3);
    length.writeUIntBE(body.length, 0, 3);
    const issuer = hash(spki(AUTHORITY.key));
    const parts = [Buffer.from([0, 0]), at, Buffer.from([0, 1]), issuer, length, body, Buffer.from([0, 0])];
    const signature = sign("sha256", Buffer.concat(parts), log);
    const rest = [Buffer.from([0, 0, 4, 3]), vector(signature)];
    return vector(Buffer.concat([Buffer.from([0]), hash(spki(log)), at, ...rest]));
  };
  const logged = (...logs: KeyObject[]) =>
    leaf({ scts: (body) => vector(Buffer.concat(logs.map((log) => sct(log, body)))) });
  const root = { ctlogs: [logOf(ours)] };

  it("of the root vouch, beside others that it does not know", async () => {
    expect(await stateOf(logged(ours), root)).toBe("verified");
    const both = await asked(annotated(logged(theirs, ours)), trusting(root));
    expect([both.state, resultOf(both, "sct")]).toEqual(["verified", "passed"]);
    expect(await stateOf(logged(theirs), root)).toBe("self-consistent-untrusted");
  });

  it("are held against the time in which the root trusts them", async () => {
    const retired = { ctlogs: [logOf(ours, "2026-02-01T00:00:00Z")] };
    expect(await stateOf(logged(ours), retired)).toBe("invalid");
    expect(await stateOf(logged(theirs, ours), retired)).toBe("invalid");
    expect(await stateOf(leaf(), root)).toBe("invalid");
  });
});

describe("a certificate whose identifiers are longer than any", () => {
  it("is refused before anything reads them", async () => {
    const long = Buffer.alloc(14_000, 0x81);
    long[long.length - 1] = 1;
    for (const bytes of [long, long.subarray(-100)]) {
      const began = performance.now();
      const made = leaf({ extensions: [CODE, extension(der(0x06, bytes), NULL)] });
      expect(await stateOf(made)).toBe("error");
      expect(performance.now() - began).toBeLessThan(1000);
    }
    const large = leaf({ extensions: [CODE, extension("1.2.3.4", der(4, Buffer.alloc(20_000)))] });
    expect(await stateOf(large)).toBe("error");
  });
});
