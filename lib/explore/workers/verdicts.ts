// The verdict on a document of an artifact, and what is said where there is none to be had.
import { CHECK_NAMES, type Verification } from "#lib/evidence";
import type { NodeKind } from "#lib/graph";
import type { About, Signed } from "#lib/verify";

/** What could not be read is never called unsigned. */
export function verdictOf({ content }: Signed, _about: About | undefined): Verification {
  if ("unread" in content)
    return unverified(
      content.why === "too-large" ? "skipped" : "error",
      `Its content could not be read: ${content.unread}.`,
    );
  return unverified("skipped", "Its signature was not verified.");
}

/** Of a manifest that is read as such: what signs it is attached to it, and is opened by itself. */
export function manifestVerdict(kind: NodeKind): Verification {
  const what = kind === "image" || kind === "index" ? `This is an ${kind}` : "Its manifest is what is read";
  return unverified(
    "skipped",
    `${what}: signatures are attached to it, and each is verified where it is opened.`,
  );
}

/** A verification that was not made, and why. */
export function unverified(state: "error" | "skipped", reason: string): Verification {
  const checks = CHECK_NAMES.map((name) => ({ name, result: "not-checked" as const, detail: reason }));
  return { state, reason, checks };
}
