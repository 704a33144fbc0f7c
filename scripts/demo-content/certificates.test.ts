import { X509Certificate } from "node:crypto";
import { expect, it } from "vitest";
import { mintChain } from "./certificates.mts";
import { integer, objectId, sequence, time } from "./der.mts";

const from = new Date("2026-01-02T03:04:05Z");

it("mints a chain that OpenSSL reads and that verifies up to its root", () => {
  const { certificates } = mintChain(from);
  const [leaf, root] = certificates.map((one) => new X509Certificate(one));
  expect(leaf!.checkIssued(root!) && leaf!.verify(root!.publicKey)).toBe(true);
  expect(root!.checkIssued(root!) && root!.verify(root!.publicKey)).toBe(true);
  expect([leaf!.ca, root!.ca]).toEqual([false, true]);
  expect(leaf!.subject).toBe("C=XX\nST=Demo\nO=Refscope demo\nCN=Refscope demo signer");
  expect(new Date(leaf!.validFrom)).toEqual(from);
  expect(leaf!.keyUsage).toEqual(["1.3.6.1.5.5.7.3.3"]);
});

it("signs with the key of its first certificate", () => {
  const { key, certificates } = mintChain(from);
  expect(new X509Certificate(certificates[0]!).checkPrivateKey(key)).toBe(true);
});

it("writes DER as X.690 has it", () => {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  expect(hex(objectId("1.2.840.10045.4.3.2"))).toBe("06082a8648ce3d040302");
  expect(hex(integer(Buffer.from([0x80])))).toBe("02020080");
  expect(hex(time(from))).toBe(`170d${Buffer.from("260102030405Z").toString("hex")}`);
  const lengths = [127, 128, 256].map((size) => hex(sequence(Buffer.alloc(size))).slice(0, 8));
  expect(lengths).toEqual(["307f0000", "30818000", "30820100"]);
});
