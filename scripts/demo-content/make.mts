// Makes the demo registries' content anew: `npm run demo-content`. Its output (lib/sandbox/content) is committed, so
// that every start serves the same digests; the signing keys are random and never leave this process.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ociImage, projectLayer, type Source } from "./images.mts";
import { type StagePlan, samplesOf } from "./placement.mts";
import { SPDX, shelveJson, spdxDocument } from "./sboms.mts";
import { Shelf } from "./shelf.mts";
import { smallStages } from "./small-stages.mts";

const directory = path.join(import.meta.dirname, "../..");
const output = path.join(directory, "lib/sandbox/content");

function source(): Source {
  const { version } = JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8"));
  const commit = execFileSync("git", ["rev-parse", "HEAD"], { cwd: directory, encoding: "utf8" }).trim();
  return { directory, commit, version, made: new Date().toISOString().replace(/\.\d+Z$/, "Z") };
}

function write(shelf: Shelf, made: string, plans: StagePlan[]): void {
  const stages = Object.fromEntries(
    plans.map(({ stage, repositories }) => [
      stage,
      { repositories: repositories.map((one) => one.listing()) },
    ]),
  );
  const digests = new Set<string>();
  for (const { repositories } of Object.values(stages)) {
    for (const { blobs, manifests } of repositories) {
      for (const digest of [...blobs, ...manifests.map((manifest) => manifest.digest)]) digests.add(digest);
    }
  }
  mkdirSync(output, { recursive: true });
  shelf.write(path.join(output, "blobs"), digests);
  const catalog = { made, stages, samples: plans.flatMap(samplesOf) };
  writeFileSync(path.join(output, "catalog.json"), `${JSON.stringify(catalog, undefined, 1)}\n`);
}

const shelf = new Shelf();
const from = source();
const layers = [projectLayer(shelf, from, ["package.json", "docs"])];
const image = ociImage(shelf, from, { title: "refscope/mini", architecture: "amd64", layers });
const spdx = shelveJson(shelf, spdxDocument(directory), SPDX, "refscope.spdx.json");
const plans = smallStages({ shelf, image, sbom: { artifactType: SPDX, layers: [spdx] } });
write(shelf, from.made, plans);
