import { describe, expect, it } from "vitest";
import { generationOf, type Made } from "./generations.ts";

describe("generationOf", () => {
  it.each<[string, Made, boolean, string]>([
    ["nothing attached", {}, true, "nothing"],
    ["cosign tags only", { "cosign-tags": 2 }, true, "cosign-tags"],
    ["BuildKit's attestations", { "in-index": 2, "cosign-tags": 1 }, true, "in-index"],
    ["a referrers tag", { "branch-with-tag": 1, "in-index": 2 }, true, "branch-with-tag"],
    ["the API alone", { "branch-without-tag": 1, "branch-with-tag": 3 }, true, "branch-without-tag"],
    ["an artifact manifest", { tree: 1, "branch-with-tag": 3 }, true, "tree"],
    ["none counted", { tree: 0, "cosign-tags": 0 }, true, "nothing"],
    ["nothing seen, not all answered", {}, false, "unknown"],
    ["cosign tags seen, not all answered", { "cosign-tags": 2 }, false, "unknown"],
    ["in the index, not all answered", { "in-index": 2 }, false, "unknown"],
    [
      "a referrers tag, not all answered: no less than that",
      { "branch-with-tag": 1 },
      false,
      "branch-with-tag",
    ],
    ["the API alone, not all answered", { "branch-without-tag": 1 }, false, "branch-without-tag"],
    ["an artifact manifest, not all answered", { tree: 1 }, false, "tree"],
  ])("%s", (_, made, isWhole, generation) => expect(generationOf(made, isWhole)).toBe(generation));
});
