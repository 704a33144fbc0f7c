// The verdict on a document of an artifact, and what is said where there is none to be had.
import { CHECK_NAMES, type Verification, type VerificationState } from "#lib/evidence";
import type { NodeKind } from "#lib/graph";
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

/** Of a manifest that is read as such: what signs it is attached to it, and is opened by itself. */
export function manifestVerdict(kind: NodeKind): Verification {
  const what = kind === "image" || kind === "index" ? `This is an ${kind}` : "Its manifest is what is read";
  return unverified(`${what}: signatures are attached to it, and each is verified where it is opened.`);
}

/** A verification that was not made, and why. */
export function unverified(reason: string): Verification {
  const checks = CHECK_NAMES.map((name) => ({ name, result: "not-checked" as const, detail: reason }));
  return { state: "skipped", reason, checks };
}
