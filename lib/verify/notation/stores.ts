// The operator's trust stores of one type, as far as they hold for a repository.
import type { X509Certificate } from "node:crypto";
import { isInScope, type Trust, type TrustStore } from "../trust.ts";
import { type Certificate, isSame } from "./certificate.ts";

type Anchor = { store: TrustStore; held: X509Certificate; isIssuer: boolean };

export class Stores {
  readonly #stores: readonly TrustStore[];

  constructor(trust: Trust, type: TrustStore["type"], repository: string) {
    this.#stores = trust.stores.filter((each) => each.type === type && isInScope(each.scope, repository));
  }

  get isEmpty(): boolean {
    return this.#stores.length === 0;
  }

  /** The first store that has one of these certificates, byte for byte. */
  holding(certificates: readonly Certificate[]): TrustStore | undefined {
    return this.#stores.find((store) =>
      store.certificates.some((held) => certificates.some(({ x509 }) => isSame(held.raw, x509.raw))),
    );
  }

  /** What vouches for a certificate: itself in a store, or one there that issued it. */
  vouching({ x509 }: Certificate): Anchor | undefined {
    for (const store of this.#stores)
      for (const held of store.certificates) {
        if (isSame(held.raw, x509.raw)) return { store, held, isIssuer: false };
        if (hasIssued(held, x509)) return { store, held, isIssuer: true };
      }
    return undefined;
  }
}

function hasIssued(issuer: X509Certificate, x509: X509Certificate): boolean {
  try {
    return issuer.ca && x509.checkIssued(issuer) && x509.verify(issuer.publicKey);
  } catch {
    return false;
  }
}
