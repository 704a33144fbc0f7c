import { describe, expect, test } from "vitest";
import type { Inspected } from "#lib/api";
import type { VerificationState } from "#lib/evidence";
import { namedWords } from "./named-words.ts";

const THIS = `sha256:${"a".repeat(64)}`;
const [VERY, ANOTHER] = ["it is about this very digest", "it is about another digest"];
const RAW: Inspected["raw"] = [
  { title: "", mediaType: "", size: 1, form: "json", text: "{}", isWhole: true },
];

type Told = Partial<Pick<Inspected, "kind" | "raw" | "layer">> & {
  names?: string[];
  naming?: Inspected["naming"];
  state?: VerificationState;
};

function wordsOf(
  { names = [], naming, state = "unsigned", kind = "signature", raw = RAW, ...told }: Told,
  { digest }: { digest?: string } = { digest: THIS },
) {
  const digests = names.map((value): [string, string] => ["sha256", value.repeat(64)]);
  return namedWords(digest, {
    ...{ inspector: "", kind, title: "", headline: "", facts: [], tables: [], problems: [], raw },
    subjects: [{ digests, source: "signed" }],
    verification: { state, reason: "", checks: [] },
    naming,
    layer: "layer" in told ? told.layer : THIS,
  });
}

const TOLD: [what: string, told: Told, words: string | undefined][] = [
  ["that names this digest", { names: ["a"], naming: "this", state: "verified" }, VERY],
  [
    "that names another, whatever the others name",
    { names: ["b"], naming: "another", state: "subject-mismatch" },
    ANOTHER,
  ],
  ["that names another, unsigned", { names: ["b"], naming: "another" }, ANOTHER],
  ["that names none", {}, "nothing of what it is about"],
  ["that was not read", { raw: [], naming: "open", state: "error" }, "not known: it was not read"],
  [
    "that could not be verified",
    { names: ["b"], naming: "open", state: "error" },
    "not known: it could not be compared",
  ],
  ["that is an image, which names nothing", { kind: "image", naming: "open", state: "skipped" }, undefined],
  [
    "that is a manifest alone, whose subject stands above",
    { kind: "lifecycle", layer: undefined },
    undefined,
  ],
  ["that is a VEX, whose statements name products", { kind: "vex" }, undefined],
];

describe("what a document is about", () => {
  test.each(TOLD)("one %s", (_, told, words) => expect(wordsOf(told)).toBe(words));

  test("where nobody says what it is attached to, nothing is compared", () => {
    expect(wordsOf({ names: ["a"] }, {})).toBe("a digest, and nothing to hold it against");
    expect(wordsOf({}, {})).toBe("nothing of what it is about");
  });
});
