// Documents that break the thread that reads them: what is said of them, and that the others are read.
import { afterEach, expect, test } from "vitest";
import type { Verification } from "#lib/evidence";
import { bytesOf, digestOf, sbomOf } from "./inspect.test-support.ts";
import { outlineOf, readDocuments } from "./inspect-reading.ts";
import { createReadingPool, type ReadingPool } from "./workers/reading-pool.ts";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const trust = { id: "none", roots: [], keys: [], stores: [], identities: [] };
let pool: ReadingPool;

afterEach(() => pool.close());

function artifactOf(...contents: Uint8Array[]) {
  const layers = contents.map((bytes) => ({
    ...{ mediaType: "application/vnd.cyclonedx+json", digest: digestOf(bytes), size: bytes.length },
  }));
  const config = { mediaType: "application/vnd.oci.empty.v1+json", digest: digestOf(bytesOf({})), size: 2 };
  const artifactType = "application/vnd.cyclonedx+json";
  const manifest = bytesOf({ schemaVersion: 2, mediaType: MANIFEST, artifactType, config, layers });
  return {
    ...{ pool, signal: new AbortController().signal, manifest, trust },
    descriptor: { mediaType: MANIFEST, digest: digestOf(manifest), size: manifest.length },
    blobs: contents.map((bytes) => ({ digest: digestOf(bytes), bytes })),
    about: { repository: "registry.example/app", digest: digestOf(bytesOf("image")), platforms: [] },
  };
}

/** Some 60 MiB once it is parsed. */
const greedy = () =>
  bytesOf({ bomFormat: "CycloneDX", components: Array.from({ length: 700_000 }, () => ({})) });

test("too much memory: the thread ends, the document is told by its manifest, and the other one is read", async () => {
  pool = createReadingPool({ threads: 1, heapMib: 24 });
  const artifact = artifactOf(greedy(), sbomOf("good").bytes);
  const read = await readDocuments(
    artifact,
    artifact.blobs.map(({ digest }) => digest),
  );
  const why = "it needs more memory than Refscope allows";
  expect(read[0]?.report.problems).toContain(
    `Its content could not be read: ${why}. What is shown comes from the manifest.`,
  );
  expect(read[0]?.report.layer).toBe(artifact.blobs[0]?.digest);
  expect(verdict(read[0])).toEqual(["skipped", expect.stringContaining(why)]);
  expect(read[1]?.report.headline).toBe("1 package");
});

test("too much time, whatever is read: that is all that is said, and nothing is unsigned for it", async () => {
  pool = createReadingPool({ threads: 1, deadlineMs: 1 });
  const artifact = artifactOf(sbomOf("good").bytes);
  const why = "it took longer than 0.001 seconds";
  expect(await outlineOf(artifact, artifact.manifest, artifact.descriptor)).toBe(why);
  const [read] = await readDocuments(
    artifact,
    artifact.blobs.map(({ digest }) => digest),
  );
  expect(read?.report).toMatchObject({ kind: "unknown", problems: [`It could not be read: ${why}.`] });
  expect(verdict(read)).toEqual(["skipped", `It could not be read: ${why}.`]);
});

function verdict(read: { verification: Verification } | undefined) {
  return [read?.verification.state, read?.verification.reason];
}
