import { describe, expect, it } from "vitest";
import { UNREAD_LOOKS, unreadTitle } from "./unread-words.ts";

const digest = `sha256:${"a".repeat(64)}`;
const title = (state: keyof typeof UNREAD_LOOKS, reference?: string) =>
  unreadTitle("ghcr.io", "shop/app", { state, reference });

describe("what a probe could not read", () => {
  it.each([
    ["no-repository", "v1", "ghcr.io has no repository shop/app"],
    ["no-image", "v1", "ghcr.io has no tag v1 in shop/app"],
    ["no-image", digest, /^ghcr\.io has no digest sha256:aaaaaa\S+ in shop\/app$/],
    ["no-such", "v1", "ghcr.io has no repository shop/app, or no tag v1 in it"],
    ["no-such", undefined, "ghcr.io has no repository shop/app, or no tag list"],
    ["denied", "v1", "ghcr.io did not let Refscope read shop/app"],
  ] as const)("%s of %s", (state, reference, words) => expect(title(state, reference)).toMatch(words));

  it("is called missing only where the registry said so, and is never green", () => {
    for (const state of ["denied", "rate-limited", "failed"] as const) {
      expect(title(state, "v1")).not.toMatch(/has no/);
      expect(UNREAD_LOOKS[state].says).toBe("Whether it is there is not known.");
    }
    for (const { mark } of Object.values(UNREAD_LOOKS)) expect(mark).not.toBe("found");
  });
});
