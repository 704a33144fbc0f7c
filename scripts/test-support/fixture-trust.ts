// The trust that the shared fixtures are verified with, as an operator would write it down: each entry holds in its own
// repositories alone.
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { CARRIED, type Carried } from "./carried-fixtures.ts";
import { hasShared, SHARED, sharedIn, sharedPath } from "./shared-fixtures.ts";

/** A fixture in a repository where a rule says who may sign: its own signer, or somebody else. */
export type Ruled = Carried & {
  rule: { subject: string; issuer?: string };
  state: "verified" | "identity-mismatch";
};

const signerSchema = z.looseObject({
  certificate: z.looseObject({ san: z.string(), oidc_issuer_v2: z.string() }).nullish(),
  leaf: z.looseObject({ subject: z.string() }).nullish(),
});

/** All whose signature holds by the roots that are trusted here, with the signer that openssl read from the certificate. */
export const RULED: Ruled[] = (SHARED?.files ?? []).flatMap(
  ({ file, expected_state: expected, must_show }, at) => {
    const carried = CARRIED[at];
    if (!carried || !/^verified[ -]/.test(expected ?? "")) return [];
    const { certificate, leaf } = signerSchema.parse(must_show);
    const rule = certificate
      ? { subject: certificate.san.replace(/^URI:/, ""), issuer: certificate.oidc_issuer_v2 }
      : { subject: leaf?.subject ?? "" };
    const wrong = { ...rule, subject: rule.subject.slice(0, -1) };
    return [
      { ...carried, repository: `ruled/right-${at}`, rule, state: "verified" as const },
      { ...carried, repository: `ruled/wrong-${at}`, rule: wrong, state: "identity-mismatch" as const },
    ].map((each) => ({ ...each, file }));
  },
);

/** Writes the file for registries at these hosts; `remove()` takes it away. */
export function writeFixtureTrust(hosts: readonly string[]): { path: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "refscope-trust-"));
  const path = join(folder, "trust.json");
  const at = (...repositories: string[]) =>
    hosts.flatMap((host) => repositories.map((repository) => `${host}/${repository}`));
  const cases = sharedIn("sigstore-conformance").filter((name) => name !== "a.txt");
  const having = (file: string) => cases.filter((name) => hasShared(`sigstore-conformance/${name}/${file}`));
  const trust = {
    sigstore: having("trusted_root.json").map((name) => ({
      ...{ name, trustedRoot: sharedPath(`sigstore-conformance/${name}/trusted_root.json`) },
      for: at(`conformance/${name}`),
    })),
    keys: having("key.pub").map((name) => ({ name, pem: keyOf(name), for: at(`conformance/${name}`) })),
    notation: [
      {
        ...{ name: "the fixtures' own", store: sharedPath("notation/truststore") },
        for: at("fixtures/notation", "ruled"),
      },
    ],
    identities: RULED.map(({ repository, rule }) => ({ name: repository, ...rule, for: at(repository) })),
  };
  writeFileSync(path, JSON.stringify(trust));
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The suite's wrong key is no point of its curve, which no trust file accepts: another real key takes its place. */
function keyOf(name: string): string {
  if (!name.includes("wrong-key"))
    return readFileSync(sharedPath(`sigstore-conformance/${name}/key.pub`), "utf8");
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return publicKey.export({ format: "pem", type: "spki" }).toString();
}
