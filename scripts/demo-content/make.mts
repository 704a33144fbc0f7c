// Makes the demo registries' content anew: `npm run demo-content`. Its output (lib/sandbox/content) is committed, so
// that every start serves the same digests; the signing keys are random and never leave this process.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Bench, makeApp, makeSboms } from "./app.mts";
import { type Chain, mintChain } from "./certificates.mts";
import type { Source } from "./images.mts";
import { mainStages } from "./main-stages.mts";
import { type StagePlan, samplesOf } from "./placement.mts";
import { Shelf } from "./shelf.mts";
import { pem, SigstoreSigner } from "./sigstore-signer.mts";
import { smallStages } from "./small-stages.mts";

const directory = path.join(import.meta.dirname, "../..");
const output = path.join(directory, "lib/sandbox/content");

/** The moment that all content is dated to: whole seconds, and a little ahead, so that no certificate begins after it. */
function moment(): Date {
  return new Date(Math.ceil(Date.now() / 1000) * 1000 + 5000);
}

function source(at: Date): Source {
  const { version } = JSON.parse(readFileSync(path.join(directory, "package.json"), "utf8"));
  const commit = execFileSync("git", ["rev-parse", "HEAD"], { cwd: directory, encoding: "utf8" }).trim();
  return { directory, commit, version, made: at.toISOString().replace(".000Z", "Z") };
}

function writeCatalog(shelf: Shelf, made: string, plans: StagePlan[]): void {
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
  writeJson("catalog.json", { made, stages, samples: plans.flatMap(samplesOf) });
}

/** What the signatures can be verified against, as Sigstore's and notation's tools read it. */
function writeTrust(signer: SigstoreSigner, { certificates }: Chain, made: string): void {
  writeJson("trusted-root.json", signer.trustedRoot(made));
  const store = path.join(output, "trust-store/x509/ca/refscope-demo");
  rmSync(store, { recursive: true, force: true });
  mkdirSync(store, { recursive: true });
  for (const root of certificates.slice(-1)) writeFileSync(path.join(store, "root.pem"), pem(root));
}

function writeJson(name: string, value: unknown): void {
  writeFileSync(path.join(output, name), `${JSON.stringify(value, undefined, 1)}\n`);
}

const at = moment();
const bench: Bench = {
  shelf: new Shelf(),
  source: source(at),
  signer: await SigstoreSigner.start(at),
  chain: mintChain(at),
};
const sboms = makeSboms(bench);
const app = await makeApp(bench, sboms);
const plans = [...(await mainStages(bench, app)), ...(await smallStages(bench, sboms))];
writeCatalog(bench.shelf, bench.source.made, plans);
writeTrust(bench.signer, bench.chain, bench.source.made);
