// From what was seen to a verdict: in one line for the table, and in a sentence or two why.
import type { SeedScenario } from "#lib/upgrade";
import { theX } from "./checks.ts";
import { type Performance, unknownPush } from "./performance.ts";
import type { Check, Run } from "./shapes.ts";

/** What the checks come to, and why; `why` is the row's own reason, for when it holds. */
export function judge(
  scenario: SeedScenario,
  seen: Performance,
  checks: readonly Check[],
  why: string,
): Pick<Run, "verdict" | "why"> {
  const verdict = unknownPush(seen) ? "not-run" : verdictOf(checks);
  if (verdict === "holds") return { verdict, why };
  return {
    verdict,
    why: verdict === "differs" ? whyDiffers(scenario, seen, checks) : whyNotRun(seen, checks),
  };
}

/** Not known is "not-run": a row is only contradicted by what was seen for certain. */
export function verdictOf(checks: readonly Check[]): Run["verdict"] {
  if (checks.some(({ holds }) => holds === false)) return "differs";
  return checks.some(({ holds }) => holds === undefined) ? "not-run" : "holds";
}

/** What came of it, in the table's one line. */
export function observedLine({ consumer, producer, registry }: SeedScenario, seen: Performance): string {
  const unknown = unknownPush(seen);
  if (unknown) return `could not check: ${unknown}`;
  const parts = [pushLine(seen), consumer === "rat" ? imageLine(seen, producer) : lookLine(seen, consumer)];
  if (consumer === "rat" && producer === "branch") parts.push(tagsLine(seen));
  if (producer === "leaf" && consumer !== "rat") parts.push(wayLine(seen, registry));
  return parts.filter((part) => part !== undefined).join(", ");
}

function pushLine({ tree }: Performance): string | undefined {
  if (!tree) return undefined;
  return tree.state === "rejected" ? `push ${tree.status ?? "rejected"}` : undefined;
}

function imageLine({ pull, image, tree }: Performance, producer: SeedScenario["producer"]): string {
  const got = pull?.image;
  if (got?.state !== "pulled") return `image not pulled: ${got?.reason ?? "not asked"}`;
  if (producer === "leaf") return "image pulled, 1 request";
  const isSame = Buffer.from(got.bytes).equals(image.bytes);
  const stored = tree?.state === "stored" ? ", X stored" : "";
  const what = tree?.state === "rejected" ? "image " : "";
  return `${what}${isSame ? "unchanged" : "changed"}${stored}`;
}

function tagsLine({ tagsBefore, tagsAfter }: Performance): string {
  if (!tagsBefore?.found || !tagsAfter?.found) return "tags not known";
  const more = tagsAfter.value.length - tagsBefore.value.length;
  if (more === 0) return "no new tag";
  return `${more} more ${more === 1 ? "tag" : "tags"}`;
}

function lookLine(seen: Performance, consumer: SeedScenario["consumer"]): string {
  const lookup = seen.pull?.lookup;
  if (!lookup) return "nothing looked up";
  const { found, completeness, by } = lookup;
  if (found.length === 0) return completeness === "complete" ? "0 found" : "could not check";
  const usable = found.filter(({ state }) => state === "usable").length;
  if (usable === 0) return `${found.length} found, 0 usable`;
  const isOld = consumer === "beaver" && theX(seen)?.form === "oci-image";
  if (isOld) return `${found.length} found, image-spec form`;
  return `${found.length} found by ${WAYS[by]}`;
}

const WAYS = {
  "referrers-api": "API",
  "referrers-tag": "referrers tag",
  "tag-listing": "tag listing",
} as const;

function wayLine({ pull }: Performance, registry: SeedScenario["registry"]): string | undefined {
  const lookup = pull?.lookup;
  if (lookup?.completeness !== "complete") return lookup?.completeness;
  return registry === "motorcycle" && lookup.asked.length === 1 ? "no tag asked" : "complete";
}

/** Why a row differs: what the seed did not foresee of this registry, then the promise that was not kept. */
function whyDiffers(scenario: SeedScenario, seen: Performance, checks: readonly Check[]): string {
  const failed = checks.find(({ holds }) => holds === false);
  const what = failed ? `Expected: ${failed.expected}; observed: ${failed.observed}.` : "";
  return [remark(scenario, seen), what].filter(Boolean).join(" ");
}

function remark(scenario: SeedScenario, seen: Performance): string | undefined {
  if (scenario.producer === "tree") return treeRemark(scenario, seen);
  return scenario.producer === "branch" ? branchRemark(scenario, seen) : undefined;
}

function treeRemark({ registry }: SeedScenario, seen: Performance): string {
  const { tree, reading } = seen;
  if (tree?.state !== "stored")
    return "This registry rejects the artifact manifest, as those of the final OCI 1.1 do: the row behaves like a bicycle's. The modern equivalent is an image manifest with artifactType and the empty config (row 11).";
  if (registry === "bicycle")
    return "This registry stores manifests of types that it does not know as they are, so nothing was rejected; without an API, and without a tag, nobody finds X.";
  if (reading === "oci-1.1")
    return "This registry takes the artifact manifest although OCI 1.1 withdrew it: it is of before the final release, or stores any type as it is.";
  const isLost = seen.pull?.lookup?.found.length === 0;
  return isLost ? `This registry stores the new manifest, but ${REFERS}` : "";
}

const REFERS = "indexes the field subject and not Proposal E's refers, so nobody finds X.";

function branchRemark({ registry }: SeedScenario, seen: Performance): string | undefined {
  const { reading, branch, pull } = seen;
  const x = theX(seen);
  if (x?.listed && x.listed.artifactType !== branch?.made.entry.artifactType)
    return `The list gives X's type as ${x.listed.artifactType || "nothing"}; its manifest says ${x.artifactType}. Who filters by the list misses it.`;
  const isLost = !branch?.tag && pull?.lookup?.found.length === 0;
  if (isLost && reading === "proposal-e")
    return `The referrers API answers, so the producer wrote no tag; but this registry ${REFERS}`;
  if (registry === "motorcycle" && branch?.tag && reading === "oci-1.1")
    return "This registry has the API but did not confirm the push with OCI-Subject, so the producer kept a tag as well.";
  return undefined;
}

/** Why nothing can be said, and what was not found out. */
function whyNotRun(seen: Performance, checks: readonly Check[]): string {
  const unknown = unknownPush(seen);
  if (unknown) return `Could not check: ${unknown}.`;
  const open = checks.find(({ holds }) => holds === undefined);
  return `Could not check: ${open?.expected ?? "the row"}; ${open?.observed ?? "nothing was answered"}.`;
}
