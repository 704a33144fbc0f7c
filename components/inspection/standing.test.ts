import { describe, expect, it } from "vitest";
import type { Inspected } from "#lib/api";
import { type CheckName, VERIFICATION_STATES, type Verification } from "#lib/evidence";
import type { Fact } from "#lib/inspect";
import { headlineOf, proofOf, standingOf } from "./standing.ts";

const AT = "2026-01-02T03:04:05Z";
const CERTIFICATE: Fact[] = [
  fact("signer", "Identity", "https://signer.example"),
  fact("signer", "Build trigger", "push"),
  fact("signer", "Certificate SHA-256", "ab"),
  fact("signer", "Chain certificate", "CN=anybody"),
  fact("signer", "Agent", "a tool"),
];
const LOG: Fact[] = [
  fact("integrity", "Log index", "7"),
  fact("integrity", "Log time", AT),
  fact("integrity", "Log's signed timestamp (SET)", "yes"),
  fact("integrity", "Inclusion proof", "no"),
  fact("integrity", "Log", "log.example"),
];
const STAMP = [
  fact("integrity", "Timestamp", "2026-01-02T03:04:05.25Z"),
  fact("integrity", "Timestamping authority", "tsa.example"),
];
const OURS: CheckName[] = ["signature", "certificate-chain", "transparency-log", "trusted-time"];

function fact(
  section: Fact["section"],
  name: string,
  value: string,
  source: Fact["source"] = "claimed",
): Fact {
  return { section, name, value, source };
}

function verification(passed: readonly CheckName[], more: Partial<Verification> = {}): Verification {
  const checks = passed.map((name) => ({ name, result: "passed" as const, detail: "" }));
  return { state: "verified", reason: "", checks, ...more };
}

/** The names of the facts that somebody trusted vouches for. */
function vouched(facts: Fact[], passed: readonly CheckName[], more?: Partial<Verification>): string[] {
  const proof = proofOf({ facts, verification: verification(passed, more) });
  return facts.filter((each) => standingOf(each, proof) === "vouched").map(({ name }) => name);
}

const OF_CERTIFICATE = ["Identity", "Build trigger", "Certificate SHA-256"];
const OF_LOG = ["Log index", "Log time", "Log's signed timestamp (SET)"];
const without = (name: CheckName) => OURS.filter((each) => each !== name);

describe("what is vouched for", () => {
  it.each<[string, Fact[], readonly CheckName[], string[]]>([
    ["a certificate that leads to a trusted root", CERTIFICATE, OURS, OF_CERTIFICATE],
    ["one that does not", CERTIFICATE, without("certificate-chain"), []],
    ["one whose key did not make the signature", CERTIFICATE, without("signature"), []],
    ["one of two certificates", [...CERTIFICATE, ...CERTIFICATE], OURS, []],
    ["what a key signed", [fact("signer", "Key hint", "k")], OURS, []],
    ["an entry in a known log", LOG, OURS, OF_LOG],
    ["one that was not checked", LOG, without("transparency-log"), []],
    [
      "one whose time is not proven",
      LOG,
      without("trusted-time"),
      ["Log index", "Log's signed timestamp (SET)"],
    ],
    ["one of two entries", [...LOG, ...LOG], OURS, []],
    [
      "one that is proven by inclusion, which says nothing of its number and time",
      [
        fact("integrity", "Log index", "7"),
        fact("integrity", "Log time", AT),
        fact("integrity", "Inclusion proof", "yes"),
        fact("integrity", "Log", "log.example"),
      ],
      OURS,
      ["Inclusion proof", "Log"],
    ],
  ])("%s", (_, facts, passed, expected) => {
    expect(vouched(facts, passed)).toEqual(expected);
  });

  it.each<[string, Fact[], readonly CheckName[], Verification["time"], string[]]>([
    ["by a trusted authority", STAMP, OURS, { at: AT, by: "it" }, ["Timestamp", "Timestamping authority"]],
    ["by nobody who is trusted", STAMP, without("trusted-time"), undefined, []],
    ["beside another time that is proven", STAMP, OURS, { at: "2026-01-02T03:05:05Z", by: "it" }, []],
    ["one of two", [...STAMP, ...STAMP], OURS, { at: AT, by: "it" }, []],
  ])("a timestamp %s", (_, facts, passed, time, expected) => {
    expect(vouched(facts, passed, { time })).toEqual(expected);
  });

  it("a timestamp of the same moment as a log's is not taken for the one that counted", () => {
    expect(vouched([...LOG, ...STAMP], OURS, { time: { at: AT, by: "it" } })).toEqual(OF_LOG);
  });

  it("never a document's own fact, whatever it is called", () => {
    expect(vouched([...CERTIFICATE, fact("source", "Identity", "me")], OURS)).toEqual(OF_CERTIFICATE);
  });
});

it.each<[string, Fact, Verification["state"], string]>([
  ["inside a payload whose signature holds", fact("build", "Builder", "b", "signed"), "verified", "signed"],
  ["inside one whose signature does not", fact("build", "Builder", "b", "signed"), "invalid", "unproven"],
  ["outside of any", fact("build", "Builder", "b"), "verified", "claimed"],
  ["worked out here", fact("integrity", "The content names it", "yes"), "unsigned", "checked"],
])("a fact %s", (_, told, state, expected) => {
  expect(standingOf(told, proofOf({ facts: [told], verification: verification([], { state }) }))).toBe(
    expected,
  );
});

describe("the headline", () => {
  const headline = "A signature that names https://signer.example";
  const identity = { kind: "uri" as const, subject: "https://signer.example" };
  const report = (state: Verification["state"], kind: Inspected["kind"] = "signature"): Inspected => ({
    ...{
      inspector: "",
      kind,
      title: "",
      headline,
      facts: [],
      tables: [],
      subjects: [],
      problems: [],
      raw: [],
    },
    verification: verification(OURS, { state, identity }),
  });

  it.each(VERIFICATION_STATES)(
    "of a signature that is %s says who signed only where that is verified",
    (state) => {
      const expected = state === "verified" ? "Signed by https://signer.example" : headline;
      expect(headlineOf(report(state))).toBe(expected);
    },
  );

  it("of what carries its signature says what it is about", () => {
    expect(headlineOf(report("verified", "sbom"))).toBe(headline);
  });
});
