// What signatures are held against: the operator's roots, keys, stores and identity rules, each with its scope and age.
import type { KeyObject, X509Certificate } from "node:crypto";
import type { TrustMaterial } from "@sigstore/verify";
import { placeOf } from "./trust/place.ts";

/**
 * Where a rule holds: registries ("ghcr.io"), or repositories and what lies under them ("ghcr.io/org" covers
 * "ghcr.io/org/app"), each as `placeOf` names it. Whole path segments, no patterns. Empty: everywhere.
 */
export type Scope = readonly string[];

type Named = {
  name: string;
  scope: Scope;
  /** ISO 8601: when it was made, or last changed on disk. */
  asOf?: string;
};

export type SigstoreRoot = Named & { material: TrustMaterial };
export type TrustedKey = Named & { key: KeyObject };
export type TrustStore = Named & {
  type: "ca" | "signingAuthority" | "tsa";
  certificates: readonly X509Certificate[];
};
/** Compared as whole strings. Without an issuer it is a certificate's subject, as notation's trust policies name it. */
export type IdentityRule = { name: string; scope: Scope; subject: string; issuer?: string };

export type Trust = {
  roots: readonly SigstoreRoot[];
  keys: readonly TrustedKey[];
  stores: readonly TrustStore[];
  identities: readonly IdentityRule[];
};

/** Whether `repository` ("ghcr.io/org/app") lies in the scope, in whichever of its spellings it is asked for. */
export function isInScope(scope: Scope, repository: string): boolean {
  if (scope.length === 0) return true;
  const place = placeOf(repository);
  return scope.some((each) => place === each || place.startsWith(`${each}/`));
}
