// Whether the content of a document names a digest: by what it says, and by what its verification compared.
import type { Verification } from "#lib/evidence";
import { LIMITS } from "./limits.ts";
import type { Report } from "./report.ts";

/** "open": it was not read, not to its end, or what it names cannot be compared, so that it may well name this one. */
type Naming = "this" | "another" | "open";

/** Undefined where it was read, and names no digest. A verification may know more digests of the same bytes. */
export function namingOf(
  { subjects }: Pick<Report, "subjects">,
  { state, checks }: Pick<Verification, "state" | "checks">,
  digest: string,
): Naming | undefined {
  const compared = checks.find(({ name }) => name === "payload-subject")?.result;
  if (compared === "passed") return "this";
  // What was compared and is another's is not made this one's by what somebody wrote beside it.
  const counting = subjects.filter(({ source }) => compared !== "failed" || source === "signed");
  if (namesIn(counting).includes(digest)) return "this";
  const isCut = subjects.length >= LIMITS.subjects || subjects.some((each) => isLong(each));
  if (state === "error" || state === "skipped" || isCut) return "open";
  const named = namesIn(subjects);
  if (named.length === 0) return undefined;
  const algorithm = digest.slice(0, digest.indexOf(":") + 1);
  return compared === "failed" || named.some((name) => name.startsWith(algorithm)) ? "another" : "open";
}

function namesIn(subjects: Report["subjects"]): string[] {
  return subjects.flatMap(({ digests }) => digests.map(([algorithm, value]) => `${algorithm}:${value}`));
}

function isLong({ digests }: Report["subjects"][number]): boolean {
  return digests.length >= LIMITS.subjectDigests;
}
