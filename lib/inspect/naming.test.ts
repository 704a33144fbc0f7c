import { describe, expect, test } from "vitest";
import type { Check, VerificationState } from "#lib/evidence";
import { LIMITS } from "./limits.ts";
import { namingOf } from "./naming.ts";
import type { Subject } from "./report.ts";

const THIS = `sha256:${"a".repeat(64)}`;
const named = (digest: string, source: Subject["source"] = "signed"): Subject => {
  const [algorithm = "", value = ""] = digest.split(":");
  return { digests: [[algorithm, value]], source };
};
const OTHER = named(`sha256:${"b".repeat(64)}`);

type Given = { subjects?: Subject[]; result?: Check["result"]; state?: VerificationState };

function naming({ subjects = [], result, state = "unverifiable-no-material" }: Given) {
  const checks: Check[] = result ? [{ name: "payload-subject", result, detail: "" }] : [];
  return namingOf({ subjects }, { state, checks }, THIS);
}

const many = (count: number) => Array<Subject>(count).fill(OTHER);
const long = (count: number): Subject => ({ ...OTHER, digests: Array(count).fill(OTHER.digests[0]) });

const CASES: [what: string, given: Given, comes: ReturnType<typeof naming>][] = [
  ["names it, in another algorithm", { subjects: [OTHER], result: "passed" }, "this"],
  ["names it, and nothing was compared", { subjects: [OTHER, named(THIS)] }, "this"],
  ["names it, and is of another size", { subjects: [named(THIS)], result: "failed" }, "this"],
  [
    "names another, and somebody this one beside it",
    { subjects: [OTHER, named(THIS, "claimed")], result: "failed" },
    "another",
  ],
  ["names another", { subjects: [OTHER], result: "failed" }, "another"],
  ["names another, and nobody signed it", { subjects: [OTHER], state: "unsigned" }, "another"],
  ["names nothing", { result: "failed", state: "subject-mismatch" }, undefined],
  ["names things without digests", { subjects: [{ digests: [], source: "claimed" }] }, undefined],
  ["names another, as far as it could be read", { subjects: [OTHER], state: "error" }, "open"],
  ["was not read", { state: "skipped" }, "open"],
  ["names what cannot be compared", { subjects: [named("sha512:cc")], result: "not-checked" }, "open"],
  ["names as many as are read", { subjects: many(LIMITS.subjects), result: "failed" }, "open"],
  ["names one fewer", { subjects: many(LIMITS.subjects - 1), result: "failed" }, "another"],
  ["names one by as many digests as are read", { subjects: [long(LIMITS.subjectDigests)] }, "open"],
  ["names one by one fewer", { subjects: [long(LIMITS.subjectDigests - 1)] }, "another"],
];

describe("what names a digest", () => {
  test.each(CASES)("%s", (_, given, comes) => expect(naming(given)).toBe(comes));
});
