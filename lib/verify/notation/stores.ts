// The operator's trust stores of one type, as far as they hold for a repository.
import type { X509Certificate } from "node:crypto";
import { isInScope, type Trust, type TrustStore } from "../trust.ts";
import { type Certificate, isSame } from "./certificate.ts";

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

  /** The first store that has the certificate which issued this one. */
  issuing({ x509 }: Certificate): TrustStore | undefined {
    return this.#stores.find((store) => store.certificates.some((held) => hasIssued(held, x509)));
  }
}

function hasIssued(issuer: X509Certificate, x509: X509Certificate): boolean {
  try {
    return issuer.ca && x509.checkIssued(issuer) && x509.verify(issuer.publicKey);
  } catch {
    return false;
  }
}
