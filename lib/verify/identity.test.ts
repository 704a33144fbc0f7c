// Who signed is compared as whole strings: nothing that a pattern, a prefix or a lax reading would let through gets through.
import { X509Certificate } from "@sigstore/core";
import { describe, expect, it } from "vitest";
import { der as element, sequence } from "../../scripts/demo-content/der.mts";
import { BUNDLE, BUNDLE_ABOUT, type Bundle, demoTrust, SIGNER } from "./demo.test-support.ts";
import { fixture, HAS_FIXTURES, trustOf, verified } from "./fixtures.test-support.ts";
import type { Trust } from "./index.ts";
import { readLeaf } from "./sigstore/certificate.ts";
import {
  AUTHORITY,
  annotated,
  asked,
  CODE_SIGNING,
  certificate,
  extension,
  issuerOf,
  SIGNER as MINTED,
  purposes,
  SIGNING_KEY,
  trusting,
  uriName,
} from "./sigstore/minted.test-support.ts";

type Rule = Trust["identities"][number];

async function stateUnder(...rules: Omit<Rule, "name" | "scope">[]): Promise<string> {
  const identities = rules.map((rule, at) => ({ name: `rule ${at}`, scope: [], ...rule }));
  const { state } = await verified({
    bytes: BUNDLE.bytes,
    about: BUNDLE_ABOUT,
    trust: await demoTrust({ identities }),
  });
  return state;
}

describe("an identity rule", () => {
  const { subject, issuer } = SIGNER;

  it("matches itself, alone and beside others", async () => {
    expect(await stateUnder({ subject, issuer })).toBe("verified");
    expect(await stateUnder({ subject: "x", issuer }, { subject, issuer })).toBe("verified");
  });

  it.each([
    ["a prefix", subject.slice(0, -1), issuer],
    ["the organisation alone", "https://refscope.example/", issuer],
    ["more at its end", `${subject}x`, issuer],
    ["a slash at its end", `${subject}/`, issuer],
    ["other case", subject.toUpperCase(), issuer],
    ["a pattern for everything", ".*", issuer],
    ["a pattern for itself", `^${subject}$`, issuer],
    ["dots that any character matches", subject.replace("refscope.example", "refscope.exampl."), issuer],
    ["a star", "*", issuer],
    ["an empty text", "", issuer],
    ["a blank at its end", `${subject} `, issuer],
    ["an issuer with a slash at its end", subject, `${issuer}/`],
    ["an issuer below it", subject, `${issuer}/hammer-time`],
    ["the issuer's host alone", subject, "https://refscope.example"],
    ["a lookalike of the issuer", subject, issuer.replace("o", "о")],
    ["a pattern for any issuer", subject, ".*"],
    ["an empty issuer", subject, ""],
  ])("does not match %s", async (_, otherSubject, otherIssuer) => {
    expect(await stateUnder({ subject: otherSubject, issuer: otherIssuer })).toBe("identity-mismatch");
  });

  it("without an issuer is a rule about certificates of another kind", async () => {
    expect(await stateUnder({ subject })).toBe("valid-identity-unchecked");
  });

  it("that takes a pattern long takes no time", async () => {
    const began = performance.now();
    expect(await stateUnder({ subject: "(a+)+$".repeat(300), issuer })).toBe("identity-mismatch");
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe("a certificate's identity", () => {
  const stateBy = (...names: Buffer[]) => {
    const extensions = [...names, purposes(CODE_SIGNING)];
    const made = certificate({ name: "", key: SIGNING_KEY, issuer: AUTHORITY, extensions });
    return asked(annotated(made), trusting()).then(({ state }) => state);
  };
  const name = uriName(MINTED.subject);
  const issuer = issuerOf(MINTED.issuer);
  const older = extension("1.3.6.1.4.1.57264.1.1", Buffer.from(MINTED.issuer));

  it("is of the kind of name that the rule is written as", async () => {
    const mail = extension("2.5.29.17", sequence(element(0x81, Buffer.from(MINTED.subject))), true);
    expect(await stateBy(name, issuer)).toBe("verified");
    expect(await stateBy(mail, issuer)).toBe("identity-mismatch");
  });

  it("has the newer issuer where there is one, even where it cannot be read", async () => {
    expect(await stateBy(name, older)).toBe("verified");
    const unread = extension("1.3.6.1.4.1.57264.1.8", Buffer.from("https://other.example"));
    expect(await stateBy(name, unread, older)).toBe("identity-mismatch");
    expect(await stateBy(name, issuerOf("https://other.example"), older)).toBe("identity-mismatch");
  });

  const bundle: Bundle = JSON.parse(BUNDLE.bytes.toString());
  const der = Buffer.from(bundle.verificationMaterial.certificate.rawBytes, "base64");

  it("is its alternative name, with the issuer that vouched for it", () => {
    expect(readLeaf(der).signer).toEqual({ kind: "uri", ...SIGNER });
  });

  it("is nobody's where its bytes are no UTF-8, though a lax reading makes them another's", () => {
    const at = der.indexOf("https://refscope.example/scripts");
    const odd = Buffer.from(der);
    odd[at] = (odd[at] ?? 0) | 0x80;
    expect(X509Certificate.parse(odd).subjectAltName).toBe(SIGNER.subject);
    expect(readLeaf(odd).signer).toBeUndefined();
  });

  it.skipIf(!HAS_FIXTURES)("is read from an otherName, which the library leaves out", async () => {
    const bytes = fixture("bundles/othername.sigstore.json");
    const digest = "sha256:bc103b4a84971ef6459b294a2b98568a2bfb72cded09d4acd1e16366a401f95b";
    const { identity } = await verified({ bytes, about: { digest }, trust: await trustOf() });
    expect(identity).toMatchObject({ kind: "other-name", subject: expect.stringMatching(/^\S+$/) });
  });
});
