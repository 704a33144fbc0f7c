// The command lines that check the same with the tools' own means. What a registry wrote is quoted as one word. Pure.
import type { Inspected, Inspection } from "#lib/api";
import { formatReference, shellQuoted } from "#lib/oci";
import type { Command } from "../artifact/commands.ts";

/** What a text was cut by, or where a character was replaced: as an identity it would be another one. */
const NOT_EXACT = /[\ufffd…]/;
const PLACEHOLDER = { identity: "SIGNER", issuer: "ISSUER", key: "PUBLIC_KEY" } as const;
const GITHUB_ISSUER = "https://token.actions.githubusercontent.com";
const SIGN_PREDICATE = /^https:\/\/(?:cosign\.sigstore\.dev\/sign|sigstore\.dev\/cosign\/sign)\/v1$/;
/** The words that `cosign verify-attestation --type` has for predicate types; it takes any other as it is. */
const COSIGN_TYPES: [pattern: RegExp, word: string][] = [
  [/^https:\/\/slsa\.dev\/provenance\/v0\.2$/, "slsaprovenance02"],
  [/^https:\/\/slsa\.dev\/provenance\/v1$/, "slsaprovenance1"],
  [/^https:\/\/spdx\.dev\/Document$/, "spdxjson"],
  [/^https:\/\/cyclonedx\.org\/bom$/, "cyclonedx"],
  [/^https:\/\/openvex\.dev\/ns$/, "openvex"],
  [/^https:\/\/cosign\.sigstore\.dev\/attestation\/vuln\/v1$/, "vuln"],
];

/** `isPlain`: the registry speaks plain HTTP. */
export function verifyCommands(inspection: Inspection, report: Inspected, isPlain: boolean): Command[] {
  const { registry, repository, digest, subject } = inspection;
  const reference = (of: string) => shellQuoted(formatReference({ registry, repository, digest: of }));
  const about = subject.digest ?? digest;
  const { state } = report.verification;
  const plain = { cosign: isPlain ? "--allow-http-registry " : "", oras: isPlain ? "--plain-http " : "" };
  const commands: Command[] = [];
  if (isNotation(report)) {
    const insecure = isPlain ? "--insecure-registry " : "";
    commands.push(
      {
        title: "Verify with notation, against its own trust policy",
        line: `notation verify ${insecure}${reference(about)}`,
      },
      {
        title: "The same signature as notation reads it",
        line: `notation inspect ${insecure}${reference(about)}`,
      },
    );
  } else if (state !== "unsigned" && isSigstore(report)) {
    commands.push(cosignCommand(report, reference(about), plain.cosign));
    const github = githubCommand(report, formatReference({ registry, repository, digest: about }));
    if (github) commands.push(github);
  }
  commands.push({ title: "Its files, with oras", line: `oras pull ${plain.oras}${reference(digest)}` });
  return commands;
}

function isNotation({ inspector }: Inspected): boolean {
  return inspector.startsWith("notation");
}

function isSigstore({ inspector, facts, verification }: Inspected): boolean {
  const isSignature =
    inspector === "sigstore-bundle" || inspector === "simplesigning" || inspector === "dsse";
  return isSignature || verification.identity !== undefined || factOf(facts, "Payload type") !== undefined;
}

function cosignCommand(report: Inspected, reference: string, plain: string): Command {
  const predicate = exact(factOf(report.facts, "Predicate type"));
  const isAttestation = predicate !== undefined && !SIGN_PREDICATE.test(predicate);
  const type = isAttestation ? `--type ${shellQuoted(cosignType(predicate))} ` : "";
  const bundle = report.inspector === "sigstore-bundle" ? "--new-bundle-format " : "";
  const { words, isWhole } = signerWords(report);
  const line = `cosign verify${isAttestation ? "-attestation" : ""} ${plain}${bundle}${type}${words} ${reference}`;
  const title = isWhole
    ? "Verify with cosign"
    : words.startsWith("--key")
      ? "Verify with cosign, with the file of your key in its name's place"
      : "Verify with cosign, once you have filled in who must have signed";
  return { title, line };
}

function cosignType(predicate: string): string {
  return COSIGN_TYPES.find(([pattern]) => pattern.test(predicate))?.[1] ?? predicate;
}

/** Who must have signed, as options: a key where one was used, else identity and issuer, both whole. */
function signerWords({ facts, verification: { identity } }: Inspected): { words: string; isWhole: boolean } {
  const subject = exact(identity?.subject ?? factOf(facts, "Identity"));
  const issuer = exact(identity?.issuer ?? factOf(facts, "Identity issuer"));
  const isKeyed =
    identity?.kind === "key" || (identity === undefined && factOf(facts, "Identity") === undefined);
  if (isKeyed) {
    const key = identity?.kind === "key" ? exact(identity.subject) : undefined;
    return { words: `--key ${shellQuoted(key ?? PLACEHOLDER.key)}`, isWhole: false };
  }
  const words =
    `--certificate-identity ${shellQuoted(subject ?? PLACEHOLDER.identity)} ` +
    `--certificate-oidc-issuer ${shellQuoted(issuer ?? PLACEHOLDER.issuer)}`;
  return { words, isWhole: subject !== undefined && issuer !== undefined };
}

function githubCommand(
  { facts, verification: { identity } }: Inspected,
  reference: string,
): Command | undefined {
  const subject = exact(identity?.subject ?? factOf(facts, "Identity"));
  const issuer = identity?.issuer ?? factOf(facts, "Identity issuer");
  const predicate = exact(factOf(facts, "Predicate type"));
  if (issuer !== GITHUB_ISSUER || subject === undefined || predicate === undefined) return undefined;
  const [, owner] = /^https:\/\/github\.com\/([^/]+)\//.exec(subject) ?? [];
  if (owner === undefined) return undefined;
  const source = sourceOwnerOf(facts) ?? owner;
  const line =
    `gh attestation verify ${shellQuoted(`oci://${reference}`)} --owner ${shellQuoted(source)} ` +
    `--cert-identity ${shellQuoted(subject)} --predicate-type ${shellQuoted(predicate)}`;
  return { title: "Verify with the GitHub CLI", line };
}

/** Reusable workflows sign with their own name: the certificate's source says whose repository it was. */
function sourceOwnerOf(facts: Inspected["facts"]): string | undefined {
  const source = factOf(facts, "Source repository URI");
  return /^https:\/\/github\.com\/([^/]+)\//.exec(source ?? "")?.[1];
}

function factOf(facts: Inspected["facts"], name: string): string | undefined {
  return facts.find((fact) => fact.name === name)?.value;
}

/** Undefined for what is not as it was written. */
function exact(text: string | undefined): string | undefined {
  return text === undefined || text === "(empty)" || NOT_EXACT.test(text) ? undefined : text;
}
