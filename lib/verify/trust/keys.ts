// Public keys in PEM.
import { createPublicKey, type KeyObject } from "node:crypto";
import type { PlainKey } from "./plain-trust.ts";
import { fault, type Reader } from "./reader.ts";
import type { TrustFile } from "./trust-file.ts";

const TYPES = ["ec", "rsa", "ed25519", "ed448"];
const MIN_RSA_BITS = 2048;

/** `trustFile`: named where the key stands in that file itself. @throws ExplorerError "bad-request" where it is none. */
export async function readKey(
  { name, file, pem, for: scope = [] }: TrustFile["keys"][number],
  trustFile: string,
  reader: Reader,
): Promise<PlainKey> {
  if (file === undefined) return { name, scope, pem: judged(pem ?? "", trustFile, name) };
  const { bytes, asOf } = await reader.file(file, `the key "${name}"`);
  return { name, scope, asOf, pem: judged(bytes.toString("utf8"), file, name) };
}

function judged(pem: string, path: string, name: string): string {
  if (!/^\s*-----BEGIN (RSA )?PUBLIC KEY-----/.test(pem)) {
    const found = /PRIVATE KEY/.test(pem)
      ? "a private key, which belongs nowhere near a verifier"
      : "no public key in PEM";
    throw fault(path, `the key "${name}" is ${found}`, 'Use what begins with "-----BEGIN PUBLIC KEY-----".');
  }
  const { length } = pem.split("-----BEGIN ").slice(1);
  if (length > 1)
    throw fault(
      path,
      `the key "${name}" is ${length} keys, of which one would be lost`,
      "Write an entry for each.",
    );
  const key = keyOf(pem);
  const bits = key?.asymmetricKeyDetails?.modulusLength ?? MIN_RSA_BITS;
  if (key && TYPES.includes(key.asymmetricKeyType ?? "") && bits >= MIN_RSA_BITS) return pem;
  throw fault(
    path,
    `the key "${name}" cannot be used`,
    `Use an EC, an Ed25519 or an RSA key of ${MIN_RSA_BITS} bits or more.`,
  );
}

function keyOf(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}
