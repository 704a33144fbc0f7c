// Makes the demo registries' content anew: `npm run demo-content`, or only the verification samples:
// `npm run demo-content verification`. Its output (lib/sandbox/content) is committed, so that every start serves the same
// digests; the signing keys are random and never leave this process.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Bench, makeApp, makeSboms } from "./app.mts";
import { type Catalog, catalogOf, digestsIn, withPlan } from "./catalog.mts";
import { type Chain, mintChain } from "./certificates.mts";
import type { Source } from "./images.mts";
import { mainStages } from "./main-stages.mts";
import { Shelf } from "./shelf.mts";
import { pem, SigstoreSigner } from "./sigstore-signer.mts";
import { smallStages } from "./small-stages.mts";
import { trustFile, type VerificationBench, verificationBench, verificationPlan } from "./verification.mts";

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

/** Everything but the verification samples. */
async function makeRest(shelf: Shelf, at: Date): Promise<Catalog> {
  const bench: Bench = {
    shelf,
    source: source(at),
    signer: await SigstoreSigner.start(at),
    chain: mintChain(at),
  };
  const sboms = makeSboms(bench);
  const app = await makeApp(bench, sboms);
  const plans = [...(await mainStages(bench, app)), ...(await smallStages(bench, sboms))];
  writeTrust(bench, "");
  return catalogOf(bench.source.made, plans);
}

/** The rest as it was made before. */
function readRest(shelf: Shelf): Catalog {
  shelf.restore(path.join(output, "blobs"));
  return JSON.parse(readFileSync(path.join(output, "catalog.json"), "utf8"));
}

/** What the signatures can be verified against, as Sigstore's and notation's tools read it. */
function writeTrust({ signer, chain, source: { made } }: Bench, folder: string): void {
  writeJson(path.join(folder, "trusted-root.json"), signer.trustedRoot(made));
  writeStore(chain, path.join(output, folder, "trust-store/x509/ca/refscope-demo"));
}

function writeStore({ certificates }: Chain, store: string): void {
  rmSync(store, { recursive: true, force: true });
  mkdirSync(store, { recursive: true });
  for (const root of certificates.slice(-1)) writeFileSync(path.join(store, "root.pem"), pem(root));
}

/** What the demo trusts besides, at the verification samples alone. */
function writeVerificationTrust(bench: VerificationBench): void {
  mkdirSync(path.join(output, "verification"), { recursive: true });
  writeTrust(bench, "verification");
  const key = bench.keys.publicKey.export({ format: "pem", type: "spki" });
  writeFileSync(path.join(output, "verification/demo-key.pub"), key);
  writeJson("trust.json", trustFile());
}

function writeJson(name: string, value: unknown): void {
  writeFileSync(path.join(output, name), `${JSON.stringify(value, undefined, 1)}\n`);
}

const at = moment();
const shelf = new Shelf();
mkdirSync(output, { recursive: true });
const rest = process.argv.includes("verification") ? readRest(shelf) : await makeRest(shelf, at);
const bench = await verificationBench(shelf, source(at), at);
const catalog = withPlan(rest, await verificationPlan(bench));
shelf.write(path.join(output, "blobs"), digestsIn(catalog));
writeJson("catalog.json", catalog);
writeVerificationTrust(bench);
