// https://slsa.dev/spec/v0.2/provenance and https://slsa.dev/spec/v0.1/provenance, which calls its recipe what the
// second version calls its invocation; with what BuildKit writes into them.
import { jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import { fieldTable } from "../fields.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { placeOf, resourceTable } from "../provenance/resources.ts";
import { builderName, commitOf, type Source, sourceOf } from "../provenance/source.ts";
import { headline, isProvenance, sourceFacts } from "./provenance-v1.ts";

const BUILDKIT = "https://mobyproject.org/buildkit@v1";

export const provenanceV0: Inspector = {
  id: "provenance-v0",
  matches: (doc) => {
    const json = jsonObject(doc);
    return (
      isProvenance(doc) &&
      ["builder", "recipe", "materials", "invocation"].some((key) => json?.[key] !== undefined)
    );
  },
  inspect: (doc, draft) => {
    const said = draft.part(jsonObject(doc) ?? {});
    const builder = said.part("builder")?.text("id");
    const recipe = said.part("recipe");
    const invocation = said.part("invocation");
    const metadata = said.part("metadata");
    const buildType = said.text("buildType") ?? recipe?.text("type");
    const materials = [...said.each("materials")];
    const buildKit = metadata?.part(`${BUILDKIT}#metadata`);
    const source = sourceFrom(invocation?.part("configSource"), materials, buildKit?.part("vcs"));
    draft.is(
      "provenance",
      draft.title || "SLSA provenance",
      headline(builderName(builder, buildType), source),
    );
    draft.fact("build", "Builder", builder);
    if (builder === undefined) draft.problem("The provenance names no builder.");
    sourceFacts(draft, source);
    draft.fact("build", "Build type", buildType);
    const entry = invocation?.part("configSource")?.text("entryPoint") ?? recipe?.text("entryPoint");
    draft.fact("build", "Entry point", entry);
    runFacts(draft, metadata);
    draft.fact("build", "Materials", materials.length);
    if (buildType?.startsWith(BUILDKIT)) draft.fact("build", "Detail (guessed)", detailOf(said, buildKit));
    resourceTable(draft, "dependencies", "Materials", materials);
    parameterTables(draft, invocation ?? recipe);
    if (buildKit) fieldTable(draft, "buildkit", "BuildKit's metadata", buildKit.json);
    const config = said.part("buildConfig");
    if (config) fieldTable(draft, "build-config", "Build config", config.json);
  },
};

/** Where the source is named outright, else the first material that lies in a repository. */
function sourceFrom(config: Part | undefined, materials: Part[], vcs: Part | undefined): Source {
  const material = materials.find((each) => commitOf(each.pairs("digest")) !== undefined) ?? materials[0];
  const uri = config?.text("uri") || vcs?.text("source") || placeOf(material);
  const commit = commitOf(config?.pairs("digest") ?? []) ?? vcs?.text("revision");
  return sourceOf({ uri, commit: commit ?? commitOf(material?.pairs("digest") ?? []) });
}

function runFacts(draft: Draft, metadata: Part | undefined): void {
  // Cloud Build and v0.1 spell it "buildInvocationId".
  draft.fact(
    "build",
    "Invocation",
    metadata?.text("buildInvocationID") ?? metadata?.text("buildInvocationId"),
  );
  draft.fact("build", "Started", metadata?.text("buildStartedOn"));
  draft.fact("build", "Finished", metadata?.text("buildFinishedOn"));
  draft.fact("build", "Reproducible", metadata?.flag("reproducible"));
  draft.fact("build", "Hermetic", metadata?.flag(`${BUILDKIT}#hermetic`));
  for (const [name, isComplete] of metadata?.pairs("completeness") ?? [])
    draft.fact("build", `Complete: ${name}`, isComplete === "true");
}

/** https://docs.docker.com/build/metadata/attestations/slsa-provenance/: "max" adds the steps and the sources of the build. */
function detailOf(said: Part, buildKit: Part | undefined): string {
  return said.has("buildConfig") || buildKit?.has("source") ? "mode=max" : "mode=min";
}

function parameterTables(draft: Draft, from: Part | undefined): void {
  for (const [key, title] of [
    ["parameters", "Parameters"],
    ["arguments", "Arguments"],
    ["environment", "Environment"],
  ] as const) {
    const part = from?.maybe(key);
    if (part) fieldTable(draft, key, title, part.json);
  }
}
