// Which algorithm goes with which key: the key decides, never the header.
// https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md#algorithm-selection
import type { KeyObject } from "node:crypto";

/** RFC 9053, 2.1 and RFC 8230, 2. */
export const COSE_ALGORITHMS: ReadonlyMap<unknown, string> = new Map([
  [-37, "PS256"],
  [-38, "PS384"],
  [-39, "PS512"],
  [-7, "ES256"],
  [-35, "ES384"],
  [-36, "ES512"],
]);

const BY_KEY = new Map([
  ["RSA 2048", "PS256"],
  ["RSA 3072", "PS384"],
  ["RSA 4096", "PS512"],
  ["EC prime256v1", "ES256"],
  ["EC secp384r1", "ES384"],
  ["EC secp521r1", "ES512"],
]);

/** Undefined for a key that notation does not sign with. */
export function algorithmOf(key: KeyObject): string | undefined {
  return BY_KEY.get(keyText(key));
}

/** "RSA 3072", "EC prime256v1". */
export function keyText({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string {
  const size = asymmetricKeyDetails?.modulusLength ?? asymmetricKeyDetails?.namedCurve ?? "";
  return `${asymmetricKeyType?.toUpperCase() ?? "unknown"} ${size}`.trim();
}
