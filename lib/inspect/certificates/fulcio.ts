// What Fulcio writes into the certificates that it issues:
// https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md
import type { Certificate } from "./certificate.ts";
import { readDer, textOf } from "./der.ts";

const ROOT = "1.3.6.1.4.1.57264.1";

/** In the order in which they are shown. Up to 6 the values are plain text, from 8 on a DER string. */
const EXTENSIONS: readonly (readonly [arc: number, name: string])[] = [
  [12, "Source repository URI"],
  [14, "Source repository ref"],
  [13, "Source repository digest"],
  [18, "Build config URI"],
  [19, "Build config digest"],
  [20, "Build trigger"],
  [21, "Run invocation URI"],
  [11, "Runner environment"],
  [9, "Build signer URI"],
  [10, "Build signer digest"],
  [15, "Source repository identifier"],
  [16, "Source repository owner URI"],
  [17, "Source repository owner identifier"],
  [22, "Source repository visibility"],
  [23, "Deployment environment"],
  [4, "GitHub workflow name"],
  [5, "GitHub workflow repository"],
  [6, "GitHub workflow ref"],
  [3, "GitHub workflow SHA"],
  [2, "GitHub workflow trigger"],
];

/** The certificate's claims about where it was asked for, as names and values, in order; empty for other issuers' certificates. */
export function fulcioClaims(certificate: Certificate): [name: string, value: string][] {
  return EXTENSIONS.flatMap(([arc, name]): [string, string][] => {
    const value = claimOf(certificate, arc);
    return value === undefined ? [] : [[name, value]];
  });
}

/** Who vouched for the identity, exactly as written: the second version of the extension before the first. */
export function oidcIssuer(certificate: Certificate): string | undefined {
  return claimOf(certificate, 8) ?? claimOf(certificate, 1);
}

function claimOf({ extensions }: Certificate, arc: number): string | undefined {
  const bytes = extensions.get(`${ROOT}.${arc}`);
  if (bytes === undefined) return undefined;
  if (arc < 8) return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const der = readDer(bytes);
  return der && textOf(der);
}
