// Certificates are read as OpenSSL reads them: node:crypto is the oracle.
import { createPrivateKey, generateKeyPairSync, X509Certificate } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIXTURES, fixtureBytes } from "../fixtures.test-support.ts";
import { certificatesOfPem } from "../signing/certificate-facts.ts";
import { readCertificate } from "./certificate.ts";
import { childrenOf, type Der, oidOf, readDer, timeOf } from "./der.ts";
import { alternativeNames, distinguishedName, isNameExact } from "./names.ts";
import { readTimestamp } from "./timestamp.ts";

const STORE = new URL("../../sandbox/content/trust-store/", import.meta.url);
const pems = readdirSync(STORE, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(pem|crt)$/.test(name))
  .map((name): [string, string] => [name, readFileSync(new URL(name, STORE), "utf8")]);

/** ASN.1 written by hand: a tag, a length, contents. */
function der(tag: number, ...contents: (number[] | Uint8Array)[]): Uint8Array {
  const body = contents.flatMap((each) => [...each]);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 0xff];
  return Uint8Array.from([tag, ...length, ...body]);
}
const text = (tag: number, value: string) => der(tag, [...new TextEncoder().encode(value)]);
const CN = [0x55, 4, 3];
const O = [0x55, 4, 10];
const name = (...parts: [number[], string][]) =>
  der(0x30, ...parts.map(([oid, value]) => der(0x31, der(0x30, der(6, oid), text(0x0c, value)))));
const read = (bytes: Uint8Array): Der => {
  const element = readDer(bytes);
  if (!element) throw new Error("no DER");
  return element;
};

describe("certificates", () => {
  it.each(pems)("%s reads as OpenSSL reads it", (_, pem) => {
    const bytes = certificatesOfPem(pem)[0] ?? new Uint8Array();
    const ours = readCertificate(bytes);
    const theirs = new X509Certificate(bytes);
    expect(ours?.subject.split(",").reverse()).toEqual(theirs.subject.split("\n"));
    expect(ours?.issuer.split(",").reverse()).toEqual(theirs.issuer.split("\n"));
    expect(Date.parse(ours?.notBefore ?? "")).toBe(theirs.validFromDate.getTime());
    expect(Date.parse(ours?.notAfter ?? "")).toBe(theirs.validToDate.getTime());
  });

  it("there are some in the trust store of the demo", () => expect(pems.length).toBeGreaterThan(0));

  it.runIf(FIXTURES)(
    "one that is cut anywhere is no certificate, or one with fewer fields, and never a fault",
    () => {
      const pem = new TextDecoder().decode(
        fixtureBytes("notation/truststore/ca/valid-trust-store/NotationTestRoot.pem"),
      );
      const bytes = certificatesOfPem(pem)[0] ?? new Uint8Array();
      expect(readCertificate(bytes)?.subject).toContain("CN=");
      for (let length = 0; length < bytes.length; length++)
        expect(readCertificate(bytes.subarray(0, length))).toBeUndefined();
    },
  );

  it("a private key is no certificate", () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const bytes = createPrivateKey(privateKey.export({ type: "pkcs8", format: "pem" })).export({
      type: "pkcs8",
      format: "der",
    });
    expect(readCertificate(new Uint8Array(bytes))).toBeUndefined();
  });

  it("any bytes end in an answer", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => [readCertificate(bytes), readTimestamp(bytes)]).not.toThrow();
      }),
    );
  }, 30_000);
});

describe("names", () => {
  it("are written last part first, with what would mislead escaped", () => {
    const of = (...parts: [number[], string][]) => distinguishedName(read(name(...parts)));
    expect(of([O, "GitHub, Inc."], [CN, "a+b"])).toBe("CN=a\\+b,O=GitHub\\, Inc.");
    expect(of([CN, "#x "])).toBe("CN=\\#x\\ ");
    expect(of([[0x2a, 3], "x"])).toBe("1.2.3=x");
  });

  it("keep a byte order mark, which makes another name", () => {
    expect(distinguishedName(read(name([CN, "\uFEFFleaf"])))).toBe("CN=\uFEFFleaf");
    expect(alternativeNames(read(der(0x30, text(0x81, "\uFEFFa@b.example"))))[0]?.value).toBe(
      "\uFEFFa@b.example",
    );
    expect(isNameExact(read(name([CN, "\uFEFFleaf"])))).toBe(true);
  });

  it.each<[string, number, number[], boolean]>([
    ["UTF-8", 0x0c, [0x4d, 0xc3, 0xbc, 0x6c], true],
    ["UTF-8 that is none", 0x0c, [0x4d, 0xfc, 0x6c], false],
    ["printable", 0x13, [0x4d, 0x6c], true],
    ["printable with more than that", 0x13, [0x4d, 0xc3, 0xbc], false],
    ["IA5", 0x16, [0x61, 0x40, 0x62], true],
    ["teletex in ASCII", 0x14, [0x4d], true],
    ["teletex with what each reads in its own way", 0x14, [0x4d, 0xc3, 0xbc], false],
    ["two bytes a letter", 0x1e, [0x00, 0x4d], true],
    ["half a letter", 0x1e, [0x00, 0x4d, 0x00], false],
    ["half a pair", 0x1e, [0xd8, 0x00], false],
    ["four bytes a letter", 0x1c, [0, 0, 0, 0x4d], false],
    ["a number", 0x02, [0x4d], false],
  ])("in %s: whether they are read exactly", (_, tag, bytes, isExact) => {
    const whole = der(0x30, der(0x31, der(0x30, der(6, CN), der(tag, bytes))));
    expect(isNameExact(read(whole))).toBe(isExact);
  });

  it.each<[string, Uint8Array]>([
    ["no value", der(0x30, der(0x31, der(0x30, der(6, CN))))],
    ["no type", der(0x30, der(0x31, der(0x30, text(0x0c, "x"))))],
    ["a value besides", der(0x30, der(0x31, der(0x30, der(6, CN), text(0x0c, "x"), text(0x0c, "y"))))],
    ["an empty set", der(0x30, der(0x31))],
    ["what does not fit", der(0x30, der(0x31, der(0x30, der(6, CN), text(0x0c, "x"))), [0x31, 9])],
  ])("with %s are not exact", (_, whole) => {
    expect(isNameExact(read(whole))).toBe(false);
  });

  it("are of every kind that a subject may go by", () => {
    const other = der(
      0xa0,
      der(6, [0x2b, 6, 1, 4, 1, 0x83, 0xbf, 0x30, 1, 7]),
      der(0xa0, text(0x0c, "foo!oidc.local")),
    );
    const names = der(
      0x30,
      text(0x81, "a@example.org"),
      text(0x82, "example.org"),
      text(0x86, "https://example.org/"),
      der(0x87, [127, 0, 0, 1]),
      der(0xa4, name([CN, "x"])),
      other,
      der(0x88, [1, 2]),
    );
    expect(alternativeNames(read(names))).toEqual([
      { kind: "email", value: "a@example.org" },
      { kind: "DNS", value: "example.org" },
      { kind: "URI", value: "https://example.org/" },
      { kind: "IP", value: "127.0.0.1" },
      { kind: "directoryName", value: "CN=x" },
      { kind: "otherName 1.3.6.1.4.1.57264.1.7", value: "foo!oidc.local" },
      { kind: "tag 8", value: "0102" },
    ]);
  });
});

describe("the encoding", () => {
  it.each([
    ["nothing", []],
    ["a lone tag", [0x30]],
    ["a length past the end", [0x30, 5, 1]],
    ["a length of lengths past the end", [0x30, 0x84, 0xff]],
    ["no definite length", [0x30, 0x80, 0, 0]],
    ["a length of 8 bytes", [0x30, 0x88, 0, 0, 0, 0, 0, 0, 0, 1, 0]],
    ["a tag of several bytes", [0x3f, 0x81, 1, 0]],
  ])("%s is no element", (_, bytes) => {
    expect(readDer(Uint8Array.from(bytes))).toBeUndefined();
  });

  it("reads what fits, up to what does not", () => {
    expect(childrenOf(read(der(0x30, [2, 1, 5], [2, 9, 1])))).toHaveLength(1);
    expect(oidOf(read(der(6, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d])))).toBe("1.2.840.113549");
    expect(oidOf(read(der(6, [0x88, 0x37, 3])))).toBe("2.999.3");
  });

  it.each([
    [0x17, "240618062937Z", "2024-06-18T06:29:37Z"],
    [0x17, "500101000000Z", "1950-01-01T00:00:00Z"],
    [0x18, "21221231235959Z", "2122-12-31T23:59:59Z"],
    [0x18, "20240618062937.123Z", "2024-06-18T06:29:37.123Z"],
    [0x18, "20241399062937Z", undefined],
    [0x17, "nonsense", undefined],
    [0x0c, "240618062937Z", undefined],
  ])("a time of tag %i, %s, is %s", (tag, value, time) => {
    expect(timeOf(read(text(tag, value)))).toBe(time);
  });
});
