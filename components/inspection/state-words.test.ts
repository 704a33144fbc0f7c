import { describe, expect, it } from "vitest";
import { VERIFICATION_STATES } from "#lib/evidence";
import { openedState } from "../artifact/opened-state.ts";
import { STATE_WORDS, summaryOf, wordsOf } from "./state-words.ts";

const gone = { state: "error", isMissing: true } as const;
const unread = { state: "error" } as const;

describe("the words for a verification", () => {
  it.each(VERIFICATION_STATES)("are those of its state: %s", (state) => {
    expect(wordsOf({ state })).toBe(STATE_WORDS[state]);
  });

  it("say of content that the registry does not have that it is missing, and not that it could not be checked", () => {
    expect(wordsOf(gone)).toMatchObject({ title: "Its content is missing", short: "content missing" });
    expect(wordsOf(gone).next).not.toMatch(/nothing about whether/);
  });

  it("are green for what is verified alone", () => {
    const tones = [...VERIFICATION_STATES.map((state) => ({ state })), gone].map(
      (each) => wordsOf(each).tone,
    );
    expect(tones.filter((tone) => tone === "ok")).toHaveLength(1);
  });

  it("count what is missing apart from what could not be read", () => {
    const about = { reason: "", checks: [] };
    expect(
      summaryOf(
        "signatures",
        [gone, unread, gone].map((each) => ({ ...each, ...about })),
      ),
    ).toBe("3 signatures: 2 content missing and 1 could not be checked");
  });

  it("say in a row that content is missing where nothing else could be why", () => {
    expect(openedState([gone])?.word).toBe("content missing");
    expect(openedState([gone, gone])?.word).toBe("content missing");
    expect(openedState([gone, unread])?.word).toBe("could not be checked");
  });
});
