import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Inspected, Inspection } from "#lib/api";
import type { Verification } from "#lib/evidence";
import { verifyCommands } from "./verify-commands.ts";

const DIGEST = `sha256:${"a".repeat(64)}`;
const SUBJECT = `sha256:${"b".repeat(64)}`;
const WORKFLOW = "https://github.com/org/app/.github/workflows/release.yml@refs/heads/main";
const GITHUB = "https://token.actions.githubusercontent.com";
const SIGN = "https://sigstore.dev/cosign/sign/v1";

type Told = {
  inspector?: string;
  identity?: Verification["identity"];
  state?: Verification["state"];
  facts?: [string, string][];
};

function linesOf(
  { inspector = "sigstore-bundle", identity, state = "verified", facts = [] }: Told,
  isPlain = false,
): string[] {
  const verification: Verification = { state, reason: "", checks: [], ...(identity && { identity }) };
  const report: Inspected = {
    ...{
      inspector,
      kind: "signature",
      title: "",
      headline: "",
      tables: [],
      subjects: [],
      problems: [],
      raw: [],
    },
    facts: facts.map(([name, value]) => ({ section: "signer", name, value, source: "claimed" })),
    verification,
  };
  const { kind, headline } = report;
  const inspection: Inspection = {
    ...{
      registry: "registry.example.com",
      repository: "org/app",
      digest: DIGEST,
      subject: { digest: SUBJECT },
    },
    ...{
      kind,
      headline,
      verification,
      reports: [report],
      exchanges: [],
      notes: [],
      durationMs: 1,
    },
  };
  return verifyCommands(inspection, report, isPlain).map(({ line }) => line);
}

const lineOf = (told: Told, start: string, isPlain = false) =>
  linesOf(told, isPlain).find((line) => line.startsWith(start));
/** The words that a shell makes of a line. */
const wordsOf = (line = "") =>
  execFileSync("sh", ["-c", `printf '%s\\n' ${line}`], { encoding: "utf8" })
    .trimEnd()
    .split("\n");

describe("verifyCommands", () => {
  const identity = { kind: "uri", subject: WORKFLOW, issuer: GITHUB } as const;

  it("asks cosign for the very identity and issuer, about what it is attached to", () => {
    expect(lineOf({ identity, facts: [["Predicate type", SIGN]] }, "cosign")).toBe(
      `cosign verify --new-bundle-format --certificate-identity ${WORKFLOW} --certificate-oidc-issuer ${GITHUB} ` +
        `registry.example.com/org/app@${SUBJECT}`,
    );
  });
  it("names the predicate's type, by cosign's own word where it has one", () => {
    const typeOf = (type: string) =>
      wordsOf(lineOf({ identity, facts: [["Predicate type", type]] }, "cosign verify-att"));
    expect(typeOf("https://slsa.dev/provenance/v1")).toContain("slsaprovenance1");
    expect(typeOf("https://example.com/own type")).toContain("https://example.com/own type");
  });
  it.each(["it's $(id) `id`; rm -rf .", "--key=/etc/passwd", "a\\b", '"', "*"])(
    "passes %j as one word",
    (subject) => {
      const line = lineOf(
        { identity: { kind: "email", subject, issuer: subject }, facts: [["Predicate type", SIGN]] },
        "cosign",
      );
      expect(wordsOf(line).slice(3, 7)).toEqual([
        ...["--certificate-identity", subject],
        ...["--certificate-oidc-issuer", subject],
      ]);
    },
  );
  it.each(["cut\u2026", "odd\ufffd"])("fills in no identity that is not whole: %j", (subject) => {
    expect(lineOf({ identity: { kind: "uri", subject, issuer: GITHUB } }, "cosign")).toContain(
      "--certificate-identity SIGNER --certificate-oidc-issuer https://token",
    );
  });
  it("names the operator's key, or leaves its place open", () => {
    expect(lineOf({ identity: { kind: "key", subject: "release key" } }, "cosign")).toContain(
      "--key 'release key' ",
    );
    expect(lineOf({ inspector: "simplesigning", state: "unverifiable-no-material" }, "cosign")).toContain(
      "--key PUBLIC_KEY ",
    );
  });
  it("takes the source's owner for GitHub, where a reusable workflow signed", () => {
    const facts: [string, string][] = [
      ["Predicate type", "https://slsa.dev/provenance/v1"],
      ["Source repository URI", "https://github.com/other/app"],
    ];
    expect(lineOf({ identity, facts }, "gh")).toBe(
      `gh attestation verify oci://registry.example.com/org/app@${SUBJECT} --owner other ` +
        `--cert-identity ${WORKFLOW} --predicate-type https://slsa.dev/provenance/v1`,
    );
    expect(
      lineOf({ identity: { ...identity, issuer: "https://accounts.example" }, facts }, "gh"),
    ).toBeUndefined();
  });
  it("has notation's own commands, and none of a verification for what nobody signed", () => {
    expect(lineOf({ inspector: "notation-jws" }, "notation verify")).toBe(
      `notation verify registry.example.com/org/app@${SUBJECT}`,
    );
    expect(linesOf({ inspector: "spdx", state: "unsigned" })).toEqual([
      `oras pull registry.example.com/org/app@${DIGEST}`,
    ]);
  });
  it("says where a registry speaks plain HTTP", () => {
    expect(lineOf({ identity }, "cosign", true)).toContain("--allow-http-registry ");
    expect(lineOf({}, "oras", true)).toContain("--plain-http ");
    expect(lineOf({ inspector: "notation-cose" }, "notation", true)).toContain("--insecure-registry ");
  });
});
