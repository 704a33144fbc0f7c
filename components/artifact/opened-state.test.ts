import { describe, expect, it } from "vitest";
import { VERIFICATION_STATES, type VerificationState } from "#lib/evidence";
import { STATE_WORDS } from "../inspection/state-words.ts";
import { openedState } from "./opened-state.ts";

const of = (...states: VerificationState[]) => openedState(states.map((state) => ({ state })));

describe("openedState", () => {
  it.each(VERIFICATION_STATES)("says of one that is %s what the inspector says", (state) => {
    const { mark, tone, short } = STATE_WORDS[state];
    expect(of(state)).toEqual({ mark, tone, word: short });
    expect(of(state, state)).toEqual({ mark, tone, word: short });
  });

  it.each(VERIFICATION_STATES.filter((state) => state !== "verified"))(
    "is not green beside one that is %s",
    (state) => {
      expect(of("verified", state)?.tone).not.toBe("ok");
      expect(of("verified", state)?.word).toBe(`1 of 2 ${STATE_WORDS[state].short}`);
    },
  );

  it("says the gravest of several", () => {
    expect(of("verified", "unsigned", "invalid", "expired")?.word).toBe("1 of 4 invalid");
    expect(of("valid-identity-unchecked", "subject-mismatch")?.word).toBe("1 of 2 about another digest");
  });

  it("has nothing to say of none", () => expect(of()).toBeUndefined());
});
