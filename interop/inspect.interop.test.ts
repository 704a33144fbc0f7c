// The real files beside the repository, brought to real registries by oras: what Refscope shows of each, and the state that it
// is in, must be what comes of the files themselves.
import { hash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Inspected, Inspection } from "#lib/api";
import { inspectArtifact, inspectDocument, type Report } from "#lib/inspect";
import { CARRIED, type Carried, IMAGE, IMAGE_CONFIG } from "../scripts/test-support/carried-fixtures.ts";
import { expectedState } from "../scripts/test-support/expected-states.ts";
import { LAYOUTS } from "../scripts/test-support/fixture-layouts.ts";
import { writeFixtureTrust } from "../scripts/test-support/fixture-trust.ts";
import { jsonPiece, MANIFEST, type Piece } from "../scripts/test-support/pieces.ts";
import { NO_FIXTURES, SHARED, sharedBytes, sharedPath } from "../scripts/test-support/shared-fixtures.ts";
import { inspectAll } from "./ask.ts";
import { writeLayout } from "./oci-layout.ts";
import { has, type RealRegistry, run, scratch, startDockerRegistry, startMotorcycle } from "./servers.ts";

test.runIf(process.env.CI === "true")("the fixtures are there, since this is CI", () =>
  expect(SHARED).toBeDefined(),
);
if (!SHARED) console.warn(NO_FIXTURES);

const REGISTRIES = [
  { name: "docker-registry", needs: "docker-registry", start: () => startDockerRegistry() },
  { name: "olareg", needs: "motorcycle", start: () => startMotorcycle({ kind: "olareg" }) },
];
const TOOLS = { sha256: (bytes: Uint8Array) => hash("sha256", bytes, "hex"), now: Date.now() };
/** Whole in the fixtures, layers and all. */
const WHOLE = "buildkit-layouts/containerd-subject-layout";

/** What a real registry can be given. Images whose layers lie in no fixture are refused by every one of them. */
const COPIED: Carried[] = CARRIED.filter(isWholeThere).map(withoutAbsentSubject);

function isWholeThere({ file, manifest, blobs, about }: Carried): boolean {
  // A message signature needs its bytes as a manifest, which a file is not.
  if (about?.mediaType === "text/plain" && Buffer.from(sharedBytes(file)).includes("messageSignature"))
    return false;
  const held = new Set(blobs.map(({ digest }) => digest));
  const { config, layers, manifests } = JSON.parse(Buffer.from(manifest.bytes).toString());
  return (
    !manifests && [...(layers ?? []), ...(config ? [config] : [])].every(({ digest }) => held.has(digest))
  );
}

/** oras copies what a manifest names as its subject along with it; what no fixture holds is asked for all the same. */
function withoutAbsentSubject(carried: Carried): Carried {
  const { subject, ...rest } = JSON.parse(Buffer.from(carried.manifest.bytes).toString());
  if (!subject || subject.digest === IMAGE.digest) return carried;
  return { ...carried, manifest: jsonPiece(MANIFEST, rest) };
}

/** Bare documents, each pushed by itself as a person would. */
const ATTACHED = CARRIED.flatMap((carried, at) => {
  const { kind = "" } = SHARED?.files[at] ?? {};
  const layer = carried.blobs.find(({ digest }) => digest === carried.layer);
  return /^(spdx|cyclonedx|syft|openvex|csaf|sarif|trivy|in-toto)/.test(kind) && layer
    ? [{ ...carried, layer }]
    : [];
});

describe.each(REGISTRIES)("$name", ({ needs, start }) => {
  const ready = SHARED !== undefined && has(needs) && has("oras");
  const folder = scratch();
  const attached: { file: string; digest: string; layer: Piece }[] = [];
  let registry: RealRegistry;
  let opened: Inspection[];
  let again: Inspection[];
  let whole: Inspection[];
  let trust: ReturnType<typeof writeFixtureTrust>;

  beforeAll(async () => {
    if (!ready) return;
    registry = await start();
    trust = writeFixtureTrust([registry.host]);
    await copyAll(registry.host, folder.path);
    for (const [at, each] of ATTACHED.entries())
      attached.push({ ...each, digest: await orasPush(registry.host, each, at % 2 === 0, folder.path) });
    const ask = (requests: { repository: string; digest: string; subject?: string }[]) =>
      inspectAll(
        requests.map((each) => ({ ...each, registry: registry.host })),
        `http://${registry.host}`,
        { REFSCOPE_TRUST_FILE: trust.path },
      );
    opened = await ask(
      COPIED.map(({ repository, manifest, subject }) => ({ repository, digest: manifest.digest, subject })),
    );
    again = await ask(attached.map(({ digest }) => ({ repository: "fixtures/files", digest })));
    const layout = LAYOUTS.find(({ name }) => name === WHOLE);
    whole = await ask(
      [...(layout?.manifests.keys() ?? [])].map((digest) => ({
        ...{ repository: "layouts/whole", digest, subject: layout?.attachedTo.get(digest) },
      })),
    );
  });
  afterAll(async () => {
    await registry?.stop();
    trust?.remove();
    folder.remove();
  });

  test.skipIf(!ready)(
    "what `oras cp` copied from layouts is what the files are, and in the same state",
    () => {
      expect(COPIED.length).toBeGreaterThan(120);
      for (const [at, carried] of COPIED.entries()) {
        const found = opened[at];
        const descriptor = { ...carried.manifest, size: carried.manifest.bytes.length };
        const fromFiles = inspectArtifact(
          { manifest: carried.manifest.bytes, descriptor, blobs: carried.blobs },
          TOOLS,
        );
        expect(found?.reports.map(plain), carried.file).toEqual(fromFiles.map(plain));
        const fixture = SHARED?.files.find(({ file }) => file === carried.file);
        const state = fixture && expectedState(fixture);
        const reports = found?.reports.filter(({ layer }) => !carried.layer || layer === carried.layer) ?? [];
        expect(
          reports.map(({ verification }) => verification.state),
          `${carried.file}: ${reports[0]?.verification.reason}`,
        ).toEqual(reports.map(() => state ?? (isImage(carried) ? "skipped" : "unsigned")));
      }
    },
  );

  test.skipIf(!ready)(
    "what `oras attach` and `oras push` made of files is what the files are, and unsigned",
    () => {
      expect(attached.length).toBeGreaterThan(30);
      for (const [at, { file, layer }] of attached.entries()) {
        const { mediaType, bytes, digest } = layer;
        const fromFile = inspectDocument({ bytes, mediaType, digest }, TOOLS);
        expect(again[at]?.reports.map(bare), file).toEqual(fromFile.map(bare));
        expect(again[at]?.verification.state, file).toBe("unsigned");
      }
    },
  );

  test.skipIf(!ready)("a layout that is whole is copied whole, index, image and attestation", () => {
    expect(whole.map(({ kind }) => kind).sort()).toEqual(["image", "index", "sbom"]);
    const sbom = whole.find(({ kind }) => kind === "sbom");
    expect(sbom?.subject).toMatchObject({ isIndex: false, isNamedByContent: true });
    expect(sbom?.verification.state).toBe("unsigned");
  });
});

/** A manifest that is read as such. */
function isImage({ layer, manifest }: Carried): boolean {
  return layer === undefined && !Buffer.from(manifest.bytes).includes("in-toto");
}

/** One copy for each repository. */
async function copyAll(host: string, folder: string): Promise<void> {
  const repositories = Map.groupBy(COPIED, ({ repository }) => repository);
  for (const [repository, carried] of repositories) {
    const layout = join(folder, repository.replaceAll("/", "_"));
    mkdirSync(layout);
    const blobs = [IMAGE_CONFIG, ...carried.flatMap((each) => each.blobs)];
    writeLayout(layout, [IMAGE, ...carried.map(({ manifest }) => manifest)], blobs);
    await orasCopy(`${layout}:all`, `${host}/${repository}:all`);
  }
  await orasCopy(`${sharedPath(WHOLE)}:test`, `${host}/layouts/whole:test`);
}

function orasCopy(from: string, to: string): Promise<string> {
  return run("oras", ["cp", "--from-oci-layout", "--to-plain-http", "--no-tty", from, to]);
}

/** Attached to an image, or pushed by itself; the digest that oras prints. */
async function orasPush(
  host: string,
  { file, layer }: { file: string; layer: Piece },
  isAttached: boolean,
  cwd: string,
): Promise<string> {
  const name = file.replaceAll("/", "_");
  writeFileSync(join(cwd, name), layer.bytes);
  const repository = `${host}/fixtures/files`;
  const target = isAttached
    ? `${repository}@${IMAGE.digest}`
    : `${repository}:${name.slice(-40).replace(/^\W+/, "")}`;
  const type = layer.mediaType === "application/json" ? "application/vnd.example.report" : layer.mediaType;
  const args = ["--plain-http", "--no-tty", "--format", "json", "--artifact-type", type];
  const command = isAttached ? "attach" : "push";
  const out = await run("oras", [command, ...args, target, `${name}:${layer.mediaType}`], { cwd });
  return JSON.parse(out).digest;
}

/** A report without its verdict. */
function plain(report: Report | Inspected): Report {
  const { verification: _, naming: __, ...rest }: Report & Partial<Inspected> = report;
  return rest;
}

const BY_CARRIER = ["Attached to", "The content names it"];

/** What the document says, without what only its carrier adds. */
function bare(report: Report | Inspected): Report {
  const { layer: _, ...rest } = plain(report);
  const raw = rest.raw.map((each, at) => (at === 0 ? { ...each, title: "document" } : each));
  return { ...rest, raw, facts: rest.facts.filter(({ name }) => !BY_CARRIER.includes(name)) };
}
