// The verdict on a document of an artifact, and what is said where there is none to be had.
import { CHECK_NAMES, type Verification, type VerificationState } from "#lib/evidence";
import type { NodeKind } from "#lib/graph";
import type { Manifest } from "#lib/oci";
import { type Signed, type Trust, verifySigned } from "#lib/verify";
import type { AttachedTo } from "./job.ts";

/** What does not depend on what it is about. */
const WHATEVER_IT_IS_ABOUT: readonly VerificationState[] = ["invalid", "unsigned", "error", "skipped"];
const NOWHERE = "Nobody says what it is attached to, so what it names was held against nothing.";

/** Never throws. Where nobody says what it is attached to, it is about nothing, and never verified. */
export async function verdictOf(
  signed: Signed,
  { digest, ...about }: AttachedTo,
  trust: Trust,
  now: Date,
): Promise<Verification> {
  if (digest !== undefined) return verifySigned(signed, { ...about, digest }, trust, now);
  const found = await verifySigned(signed, { ...about, digest: "" }, trust, now);
  const checks = found.checks.map((check) =>
    check.name === "payload-subject" && check.result !== "not-applicable"
      ? { ...check, result: "not-checked" as const, detail: NOWHERE }
      : check,
  );
  if (WHATEVER_IT_IS_ABOUT.includes(found.state)) return { ...found, checks };
  return { ...found, checks, state: "unverifiable-no-material", reason: NOWHERE };
}

/** As large as the "{}" that stands for no content. */
const NO_CONTENT = 2;

/** Of what is read by its manifest alone: where that is all there is, it is a claim; content that was not read leaves it open. */
export function manifestVerdict(kind: NodeKind, manifest: Manifest | undefined): Verification {
  if (!manifest) return unverified("Its manifest could not be read, so nothing of it was verified.");
  if (kind === "image" || kind === "index")
    return unverified(
      `This is an ${kind}: what signs it is attached to it, and is verified where that is opened.`,
    );
  const held = [...(manifest.config ? [manifest.config] : []), ...manifest.layers];
  if (held.some(({ size }) => size > NO_CONTENT))
    return unverified("Only its manifest was read: whether a signature is in what it holds was not checked.");
  return kind === "signature" ? unverified("It holds no signature that could be verified.") : claim();
}

function claim(): Verification {
  const reason = "It is not signed itself: what it says stands in its manifest, and is a claim.";
  const checks = unverified(reason).checks.map((check) =>
    check.name === "signature" ? { ...check, result: "not-applicable" as const } : check,
  );
  return { state: "unsigned", reason, checks };
}

/** A verification that was not made, and why. */
export function unverified(reason: string): Verification {
  const checks = CHECK_NAMES.map((name) => ({ name, result: "not-checked" as const, detail: reason }));
  return { state: "skipped", reason, checks };
}
