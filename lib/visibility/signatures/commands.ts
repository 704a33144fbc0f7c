// The commands that follow from a reason. Registry text is quoted, so that a pasted line runs nothing else.
import { formatReference, shellQuoted } from "#lib/oci";
import type { SignedImage } from "./shapes.ts";

/** Where commands are made for: the image, and whether its registry is asked without TLS. */
export type Place = Pick<SignedImage, "registry" | "repository" | "digest"> & { isPlain: boolean };

/** Who may have signed stands in capitals: only the reader knows that. */
export function verifyLine(place: Place, digest = place.digest): string {
  const who = "--certificate-identity=IDENTITY --certificate-oidc-issuer=ISSUER";
  return `cosign verify ${cosignPlain(place)}${who} ${reference(place, digest)}`;
}

export function oldVerifyLine(place: Place): string {
  return verifyLine(place).replace("cosign verify ", "cosign verify --experimental-oci11 ");
}

export function elsewhereLine(place: Place, repository: string): string {
  return `COSIGN_REPOSITORY=${shellQuoted(`${place.registry}/${repository}`)} ${verifyLine(place)}`;
}

export function treeLine(place: Place, digest = place.digest): string {
  return `cosign tree ${cosignPlain(place)}${reference(place, digest)}`;
}

/** `recursive` signs the images inside an index as well. */
export function signLine(place: Place, isRecursive = false): string {
  return `cosign sign ${isRecursive ? "--recursive " : ""}${cosignPlain(place)}${reference(place)}`;
}

export function notationLine(place: Place): string {
  return `notation verify ${place.isPlain ? "--insecure-registry " : ""}${reference(place)}`;
}

/** What is stated, and so of which type, the reader knows. */
export function verifyStatementLine(place: Place): string {
  return verifyLine(place).replace("cosign verify ", "cosign verify-attestation --type=TYPE ");
}

export function loginLine({ registry }: Place): string {
  return `docker login ${shellQuoted(registry)}`;
}

function cosignPlain({ isPlain }: Place): string {
  return isPlain ? "--allow-http-registry " : "";
}

function reference({ registry, repository, digest: own }: Place, digest = own): string {
  return shellQuoted(formatReference({ registry, repository, digest }));
}
