// What a job costs: a layer of many documents is gone over as often as one of few.
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { runJob } from "./run-job.ts";

const DSSE = "application/vnd.dsse.envelope.v1+json";
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const bytesOf = (content: unknown) => new TextEncoder().encode(JSON.stringify(content));
const digestOf = (bytes: Uint8Array) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

function envelope(at: number): string {
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    predicateType: "x",
    subject: [{ name: `${at}` }],
  };
  const payload = Buffer.from(JSON.stringify(statement)).toString("base64");
  return JSON.stringify({
    payloadType: "application/vnd.in-toto+json",
    payload,
    signatures: [{ sig: "eA==" }],
  });
}

/** Of a layer of that many documents: how often a part is taken of its bytes, and how many of them were verified. */
async function partsTaken(documents: number): Promise<{ parts: number; verified: number }> {
  const text = Array.from({ length: documents }, (_, at) => envelope(at)).join("\n");
  const bytes = new TextEncoder().encode(text);
  let parts = 0;
  const subarray = bytes.subarray.bind(bytes);
  bytes.subarray = (from, to) => {
    parts++;
    return subarray(from, to);
  };
  const layer = { mediaType: DSSE, digest: digestOf(bytes), size: bytes.length };
  const config = { mediaType: "application/vnd.oci.empty.v1+json", digest: digestOf(bytesOf({})), size: 2 };
  const manifest = bytesOf({
    schemaVersion: 2,
    mediaType: MANIFEST,
    artifactType: DSSE,
    config,
    layers: [layer],
  });
  const answer = await runJob({
    ...{ task: "read", manifest, only: 0, now: Date.UTC(2026, 10, 24) },
    descriptor: { mediaType: MANIFEST, digest: digestOf(manifest), size: manifest.length },
    blobs: [{ digest: layer.digest, bytes }],
    about: { repository: "registry.example/app", digest: digestOf(bytesOf("image")), platforms: [] },
    trust: { id: "none", roots: [], keys: [], stores: [], identities: [] },
  });
  if (answer.task !== "read") throw new Error("It was to be read.");
  const checks = answer.documents.map(({ verification }) =>
    verification.checks.find(({ name }) => name === "blob-digest"),
  );
  return { parts, verified: checks.filter((check) => check?.result === "passed").length };
}

test("a layer of four times as many documents is not gone over more often for it", async () => {
  const [few, many] = [await partsTaken(10), await partsTaken(40)];
  expect([few.verified, many.verified]).toEqual([10, 40]);
  // Each document is a part of its own; apart from that nothing grows.
  expect(many.parts).toBeLessThan(5 * few.parts);
});
