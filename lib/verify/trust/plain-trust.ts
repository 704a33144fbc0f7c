// Trust as it can be posted to a worker thread: texts alone, already judged. What is made of them is made where it is used.
import { createPublicKey, X509Certificate } from "node:crypto";
import type { IdentityRule, SigstoreRoot, Trust, TrustedKey, TrustStore } from "../trust.ts";
import { materialOf } from "./root-material.ts";

type Plain<T, Made extends keyof T, As> = Omit<T, Made> & As;

export type PlainRoot = Plain<SigstoreRoot, "material", { json: string }>;
export type PlainKey = Plain<TrustedKey, "key", { pem: string }>;
/** Certificates in PEM. */
export type PlainStore = Plain<TrustStore, "certificates", { certificates: readonly string[] }>;

export type PlainTrust = {
  /** Another one for every reading: by it a worker knows what it has made before. */
  id: string;
  roots: readonly PlainRoot[];
  keys: readonly PlainKey[];
  stores: readonly PlainStore[];
  identities: readonly IdentityRule[];
};

/** What was read by `loadTrust` throws nothing here. */
export function trustFrom({ roots, keys, stores, identities }: PlainTrust): Trust {
  return {
    roots: roots.map(({ json, ...root }) => ({ ...root, material: materialOf(json) })),
    keys: keys.map(({ pem, ...key }) => ({ ...key, key: createPublicKey(pem) })),
    stores: stores.map(({ certificates, ...store }) => ({
      ...store,
      certificates: certificates.map((pem) => new X509Certificate(pem)),
    })),
    identities,
  };
}
