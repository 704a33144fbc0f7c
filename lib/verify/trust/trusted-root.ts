// Trusted roots: the operator's files, and the one that comes with this version of Refscope.
import SEEDS from "@sigstore/tuf/seeds.json" with { type: "json" };
import type { Scope } from "../trust.ts";
import type { PlainRoot } from "./plain-trust.ts";
import { fault, type Reader } from "./reader.ts";
import { materialOf, RootFault, unanchored } from "./root-material.ts";

const PUBLIC_GOOD = "https://tuf-repo-cdn.sigstore.dev";

/** @throws ExplorerError "bad-request" where the file is none. */
export async function readRoot(path: string, name: string, scope: Scope, reader: Reader): Promise<PlainRoot> {
  const { bytes, asOf } = await reader.file(path, "the trusted root");
  const json = bytes.toString("utf8");
  try {
    const loose = unanchored(materialOf(json));
    if (loose !== undefined) throw new RootFault(loose);
    return { name, scope, asOf, json };
  } catch (cause) {
    const why = cause instanceof RootFault ? cause.message : "it is not a trusted root of Sigstore";
    throw fault(path, why, "Use a trusted_root.json as the instance's owner publishes it.", cause);
  }
}

/**
 * The root of the public-good instance, without asking anybody for it. Its age is that of the newest key in it, so it is at
 * least as new as that.
 */
export function publicGoodRoot(): PlainRoot {
  const json = Buffer.from(SEEDS[PUBLIC_GOOD].targets["trusted_root.json"], "base64").toString("utf8");
  const { tlogs, ctlogs, certificateAuthorities, timestampAuthorities } = materialOf(json);
  const all = [...tlogs, ...ctlogs, ...certificateAuthorities, ...timestampAuthorities];
  const newest = Math.max(...all.map(({ validFor }) => validFor.start.getTime()));
  return { name: "Sigstore public good", scope: [], asOf: new Date(newest).toISOString(), json };
}
