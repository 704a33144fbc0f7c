// https://slsa.dev/spec/v1.0/provenance, and what BuildKit, GitHub and slsa-github-generator write into it.
import { type Document, jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import { fieldTable } from "../fields.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { placeOf, resourceTable } from "../provenance/resources.ts";
import { builderName, commitOf, type Source, shortSource, sourceOf } from "../provenance/source.ts";

const PREDICATES = ["slsa-provenance", "in-toto-provenance", "scout-provenance"];

export const provenanceV1: Inspector = {
  id: "provenance-v1",
  matches: (doc) => isProvenance(doc) && jsonObject(doc)?.buildDefinition !== undefined,
  inspect: (doc, draft) => {
    const said = draft.part(jsonObject(doc) ?? {});
    const definition = said.part("buildDefinition");
    const details = said.part("runDetails");
    const builder = details?.part("builder");
    const buildType = definition?.text("buildType");
    const dependencies = [...(definition?.each("resolvedDependencies") ?? [])];
    const parameters = definition?.part("externalParameters");
    const source = sourceFrom(parameters, dependencies);
    const name = builderName(builder?.text("id"), buildType);
    draft.is("provenance", draft.title || "SLSA provenance v1", headline(name, source));
    draft.fact("build", "Builder", builder?.text("id"));
    for (const [part, version] of builder?.pairs("version") ?? [])
      draft.fact("build", `Builder's ${part}`, version);
    sourceFacts(draft, source);
    draft.fact("build", "Build type", buildType);
    draft.fact("build", "Entry point", entryPoint(parameters));
    runFacts(draft, details?.part("metadata"));
    draft.fact("build", "Resolved dependencies", dependencies.length);
    resourceTable(draft, "dependencies", "Resolved dependencies", dependencies);
    resourceTable(
      draft,
      "builder-dependencies",
      "The builder's dependencies",
      builder?.each("builderDependencies") ?? [],
    );
    resourceTable(draft, "byproducts", "Byproducts", details?.each("byproducts") ?? []);
    if (parameters) fieldTable(draft, "parameters", "Parameters", parameters.json);
    const internal = definition?.part("internalParameters");
    if (internal) fieldTable(draft, "internal-parameters", "Internal parameters", internal.json);
  },
};

/** Whether a document is the predicate of any provenance. */
export function isProvenance({ predicate }: Document): boolean {
  return PREDICATES.includes(predicate ?? "");
}

/** "Built by GitHub Actions from org/repo@abc1234". */
export function headline(builder: string, source: Source): string {
  return `Built by ${builder} from ${shortSource(source) ?? "a source that it does not name"}`;
}

export function sourceFacts(draft: Draft, { uri, commit, ref }: Source): void {
  draft.fact("source", "Source", uri);
  draft.fact("source", "Commit", commit);
  draft.fact("source", "Ref", ref);
}

/** GitHub's and GitLab's `workflow`, slsa-github-generator's `source`, BuildKit's `configSource`, Cloud Build's `buildConfigSource`. */
function sourceFrom(parameters: Part | undefined, dependencies: Part[]): Source {
  const workflow = parameters?.maybe("workflow") ?? parameters?.maybe("buildConfigSource");
  const named = ["source", "configSource"].map((key) => parameters?.maybe(key)).find(Boolean);
  const uri =
    workflow?.text("repository") ??
    named?.text("uri") ??
    parameters?.maybeText("source") ??
    gitPlace(dependencies);
  const same = dependencies.find((each) => uri !== undefined && isPlaceOf(placeOf(each) ?? "", uri));
  const commit =
    commitOf(named?.pairs("digest") ?? []) ?? commitOf((same ?? dependencies[0])?.pairs("digest") ?? []);
  return sourceOf({ uri, commit, ref: workflow?.text("ref") });
}

/** As much as may stand before an address: "git+https://", "git+ssh://git@". */
const MAX_PREFIX = 32;

/** Whether a place is that address, whatever scheme stands before it. Looking everywhere in a long one could take hours. */
function isPlaceOf(place: string, uri: string): boolean {
  const bare = uri.replace(/^git\+/, "");
  for (let at = 0; at <= MAX_PREFIX; at++) if (place.startsWith(bare, at)) return true;
  return false;
}

function gitPlace(dependencies: Part[]): string | undefined {
  return dependencies.map(placeOf).find((place) => place !== undefined && /^git\+|\.git\b/.test(place));
}

function entryPoint(parameters: Part | undefined): string | undefined {
  const places = ["workflow", "buildConfigSource", "configSource"].map((key) =>
    parameters?.maybe(key)?.text("path"),
  );
  return places.find(Boolean) ?? parameters?.maybeText("entryPoint");
}

/** Some of BuildKit's are not of the specification: they stand beside. */
function runFacts(draft: Draft, metadata: Part | undefined): void {
  draft.fact("build", "Invocation", metadata?.text("invocationId"));
  draft.fact("build", "Started", metadata?.text("startedOn"));
  draft.fact("build", "Finished", metadata?.text("finishedOn"));
  draft.fact("build", "Hermetic", metadata?.flag("buildkit_hermetic"));
  draft.fact("build", "Reproducible", metadata?.flag("buildkit_reproducible"));
  for (const [name, isComplete] of metadata?.pairs("buildkit_completeness") ?? [])
    draft.fact("build", `Complete: ${name}`, isComplete === "true");
}
