// What opening an artifact came to, as one mark and word: for the row, the card and whoever hears them. Pure.
import { VERIFICATION_STATES, type Verification, type VerificationState } from "#lib/evidence";
import { wordsOf } from "../inspection/state-words.ts";
import type { Tone } from "../ui/mark.tsx";
import type { MarkName } from "../ui/shapes.ts";

/** The one of several that is said: what must not be overlooked first, "verified" last. */
const GRAVITY: readonly VerificationState[] = ["invalid", "subject-mismatch", "identity-mismatch", "expired"];
const ORDER = [...GRAVITY, ...VERIFICATION_STATES.filter((state) => !GRAVITY.includes(state)).reverse()];

/**
 * "verified", "1 of 3 invalid": of several documents the gravest state with how many share it, so that only what is
 * verified as a whole is green. Undefined for none.
 */
export function openedState(
  verifications: readonly Pick<Verification, "state" | "isMissing">[],
): { mark: MarkName; tone: Tone; word: string } | undefined {
  const states = verifications.map(({ state }) => state);
  const gravest = ORDER.find((state) => states.includes(state));
  if (gravest === undefined) return undefined;
  const those = verifications.filter(({ state }) => state === gravest);
  const isMissing = those.every((each) => each.isMissing) || undefined;
  const { mark, tone, short } = wordsOf({ state: gravest, isMissing });
  const count = those.length;
  return { mark, tone, word: count === states.length ? short : `${count} of ${states.length} ${short}` };
}
