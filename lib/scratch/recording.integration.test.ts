// What is pushed is written down first, and what was there before is nobody's to touch.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RegistryOptions } from "#lib/sandbox";
import { newRun, openLedger, recordingRepository } from "./index.ts";
import { contentFor } from "./probe/content.ts";
import { contentsOf, hidingPlace, placeWith, SCRATCH, temporaryFolder } from "./scratch.test-support.ts";

const IMAGE = "application/vnd.oci.image.manifest.v1+json";
const manifest = (fields: object = {}) => {
  const config = {
    mediaType: "application/vnd.oci.empty.v1+json",
    digest: `sha256:${"0".repeat(64)}`,
    size: 2,
  };
  const bytes = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: IMAGE, config, layers: [], ...fields }),
  );
  return { bytes, mediaType: IMAGE };
};

async function recording(switches: RegistryOptions = {}) {
  const place = await placeWith(switches);
  const folder = temporaryFolder();
  const record = await openLedger(folder).begin(newRun());
  return { ...place, folder, record, target: recordingRepository(place.open(), record) };
}

function linesIn(folder: string): string {
  const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  return existsSync(folder) ? texts.join("") : "";
}

describe("what is pushed", () => {
  it("is on disk when its first request comes to the registry", async () => {
    const { registry, folder, record, target } = await recording();
    const content = contentFor(record.run);
    const seen: [string, boolean][] = [];
    registry.onRequest = ({ method = "", url = "" }) => {
      if (method === "GET" || method === "HEAD") return undefined;
      const lines = linesIn(folder);
      // The POST of an upload names no blob: then there must be one that was not there before.
      const name = /(?:manifests\/|digest=)(.+)$/.exec(decodeURIComponent(url))?.[1] ?? `blob`;
      seen.push([`${method} ${name.slice(0, 20)}`, lines.includes(name)]);
      return undefined;
    };
    await target.pushBlob(content.payload.bytes, { purpose: "the payload" });
    await target.pushBlob(content.config.bytes, { algorithm: "sha512" });
    await target.pushManifest(content.image.digest, content.image, { purpose: "push the image" });
    await target.pushManifest(content.tag, content.image);
    expect(seen).toHaveLength(6);
    expect(seen.filter(([, isDown]) => !isDown)).toEqual([]);
    expect(record.outstanding()).toMatchObject([
      { kind: "blob", name: content.payload.descriptor.digest, what: "the payload", repository: SCRATCH },
      { kind: "blob", name: expect.stringMatching(/^sha512:/), what: "a blob" },
      { kind: "manifest", name: content.image.digest, what: "the image" },
      { kind: "tag", name: content.tag, what: "the tag of a manifest" },
    ]);
  });

  it("is not sent when it cannot be written down", async () => {
    const place = await placeWith();
    const folder = temporaryFolder();
    const record = await openLedger(join(folder, "a\0b"))
      .begin(newRun())
      .catch(() => undefined);
    expect(record).toBeUndefined();
    const failing = await openLedger(folder).begin(newRun());
    const target = recordingRepository(place.open(), {
      ...failing,
      run: failing.run,
      has: () => false,
      note: () => Promise.reject(new Error("no room")),
    });
    const { image, payload } = contentFor(failing.run);
    await expect(target.pushManifest(image.digest, image)).rejects.toThrow("no room");
    await expect(target.pushBlob(payload.bytes)).rejects.toThrow("no room");
    expect(place.registry.requests.entries).toEqual([]);
  });

  it("under sha512 is noted by both of its digests", async () => {
    const { record, target } = await recording();
    const { sha512 } = contentFor(record.run);
    const { createHash } = await import("node:crypto");
    const digest = `sha512:${createHash("sha512").update(sha512.bytes).digest("hex")}`;
    await target.pushManifest(digest, sha512);
    expect(record.outstanding().map(({ name }) => name)).toEqual([sha512.digest, digest]);
  });

  it("and kept under another digest is noted by that one too, as the registry's word", async () => {
    const { registry, record, target } = await recording();
    const other = `sha256:${"e".repeat(64)}`;
    registry.onRequest = ({ method }) =>
      method === "PUT" ? { status: 201, headers: { "Docker-Content-Digest": other } } : undefined;
    const { image } = contentFor(record.run);
    await target.pushManifest(image.digest, image, { purpose: "the image" });
    expect(record.outstanding()).toMatchObject([
      { name: image.digest },
      { name: other, claimed: true, what: "the image, as the registry keeps it" },
    ]);
  });
});

describe("what a registry says of a push", () => {
  it.each(["z".repeat(3000), `sha256:${"z".repeat(3000)}`])(
    "a digest that is none leaves the list whole: %#",
    async (claimed) => {
      const { registry, folder, record, target } = await recording();
      registry.onRequest = ({ method }) =>
        method === "PUT" ? { status: 201, headers: { "Docker-Content-Digest": claimed } } : undefined;
      const { image, tag } = contentFor(record.run);
      expect(await target.pushManifest(tag, image)).toMatchObject({ found: true });
      await record.close();
      expect(await openLedger(folder).leftovers()).toMatchObject([
        { damaged: 0, entries: [{ name: image.digest }, { name: tag }] },
      ]);
    },
  );

  it("that cannot be written down any more is told as what was pushed", async () => {
    const { registry, record, target } = await recording();
    const other = `sha256:${"e".repeat(64)}`;
    registry.onRequest = ({ method }) =>
      method === "PUT" ? { status: 201, headers: { "Docker-Content-Digest": other } } : undefined;
    const note = record.note.bind(record);
    record.note = (things) =>
      things.some(({ claimed }) => claimed) ? Promise.reject(new Error("no room")) : note(things);
    const { image } = contentFor(record.run);
    const pushed = target.pushManifest(image.digest, image, { purpose: "the image" });
    await expect(pushed).rejects.toMatchObject({
      code: "ledger-failed",
      message: `the image, as the registry keeps it, was pushed; that it is called ${other} could not be written down.`,
      exchanges: [expect.any(String)],
    });
  });

  it("a name that could not be read back is not pushed", async () => {
    const { registry, record, target } = await recording();
    const { image } = contentFor(record.run);
    const pushed = target.pushManifest("t".repeat(2000), image);
    await expect(pushed).rejects.toMatchObject({ code: "ledger-failed" });
    expect(registry.requests.entries.some(({ method }) => method === "PUT")).toBe(false);
  });
});

describe("whether a push was answered", () => {
  it("is known of each, also in the file; a push that is repeated is open again", async () => {
    const { registry, folder, record, target } = await recording();
    const { image, tag } = contentFor(record.run);
    await target.pushManifest(tag, image, { purpose: "the image" });
    const [manifest, tagged] = record.outstanding();
    expect(record.outstanding().filter((entry) => record.isPending(entry))).toEqual([]);
    registry.onRequest = ({ method }) => (method === "PUT" ? "drop" : undefined);
    await expect(target.pushManifest(tag, image, { purpose: "again" })).rejects.toThrow();
    expect(record.outstanding()).toMatchObject([{ what: "the image" }, { what: "the tag of the image" }]);
    expect(record.outstanding().every((entry) => record.isPending(entry))).toBe(true);
    registry.onRequest = undefined;
    await target.pushManifest(image.digest, image);
    await record.close();
    const next = await openLedger(folder).reopen(record.run);
    expect([manifest, tagged].map((entry) => entry && next.isPending(entry))).toEqual([false, true]);
  });

  it.each([408, 502, 504])("a gateway's %i is no answer of the registry's", async (status) => {
    const { registry, record, target } = await recording();
    registry.onRequest = ({ method }) => (method === "PUT" ? { status } : undefined);
    const { image, payload } = contentFor(record.run);
    await target.pushManifest(image.digest, image);
    await target.pushBlob(payload.bytes);
    expect(record.outstanding().map((entry) => record.isPending(entry))).toEqual([true, true]);
  });
});

describe("a repository that others use", () => {
  it("what does not name the run is noted as shared, the rest as ever", async () => {
    const place = await placeWith();
    const record = await openLedger(temporaryFolder()).begin(newRun());
    const target = recordingRepository(place.open(), record, { isUsed: true });
    const { payload } = contentFor(record.run);
    await target.pushBlob(Buffer.from("{}"));
    await target.pushBlob(payload.bytes);
    expect(record.all().map(({ shared }) => shared)).toEqual([true, undefined]);
  });
});

describe("what was there before", () => {
  it("a tag that is hidden from nobody: not written to", async () => {
    const { open, puts } = await hidingPlace(["mine"]);
    const record = await openLedger(temporaryFolder()).begin(newRun());
    const target = recordingRepository(open(), record);
    await expect(target.pushManifest("mine", manifest({ x: record.run }))).rejects.toMatchObject({
      code: "scratch-in-use",
    });
    expect(puts()).toEqual([]);
  });

  it("a tag that may be hidden: not written to either", async () => {
    const { open, puts } = await hidingPlace(["mine"], "identity-token");
    const record = await openLedger(temporaryFolder()).begin(newRun());
    const target = recordingRepository(open(), record);
    await expect(target.pushManifest("mine", manifest({ x: record.run }))).rejects.toMatchObject({
      code: "registry-error",
      message: expect.stringContaining("to someone who is not logged in"),
    });
    expect(puts()).toEqual([]);
  });

  it("a tag: not written to", async () => {
    const { registry, record, target } = await recording();
    registry.put(SCRATCH, { tag: "mine", ...manifest() });
    const before = contentsOf(registry);
    await expect(target.pushManifest("mine", manifest({ x: record.run }))).rejects.toMatchObject({
      code: "scratch-in-use",
      exchanges: [expect.any(String), expect.any(String)],
    });
    expect(contentsOf(registry)).toEqual(before);
    expect(record.all()).toEqual([]);
  });

  it("a tag that may be there: not written to either", async () => {
    const { registry, record, target } = await recording();
    registry.onRequest = ({ method }) =>
      method === "HEAD" || method === "GET" ? { status: 403 } : undefined;
    const { image, tag } = contentFor(record.run);
    await expect(target.pushManifest(tag, image)).rejects.toMatchObject({ code: "registry-error" });
    expect(registry.requests.entries.every(({ method }) => method !== "PUT")).toBe(true);
  });

  it("a tag of the run's own: written again as it likes", async () => {
    const { record, target } = await recording();
    const { image, otherImage, tag } = contentFor(record.run);
    await target.pushManifest(tag, image);
    expect(await target.pushManifest(tag, otherImage)).toMatchObject({ found: true });
  });

  it("a manifest or blob with the same bytes: pushed, not noted, and never deleted", async () => {
    const { registry, record, target } = await recording();
    const old = manifest();
    const digest = registry.put(SCRATCH, old);
    const blob = registry.putBlob(SCRATCH, "{}");
    expect(await target.pushManifest(digest, old)).toMatchObject({ found: true });
    expect(await target.pushBlob(Buffer.from("{}"))).toMatchObject({ found: true });
    expect(record.all()).toEqual([]);
    await expect(target.deleteManifest(digest)).rejects.toMatchObject({ code: "bad-request" });
    await expect(target.deleteBlob(blob)).rejects.toMatchObject({ code: "bad-request" });
    await expect(target.deleteManifest("mine")).rejects.toMatchObject({ code: "bad-request" });
    expect(registry.requests.entries.some(({ method }) => method === "DELETE")).toBe(false);
  });

  it("bytes that do not name the run are looked for, and noted when they are new", async () => {
    const { record, target } = await recording();
    await target.pushBlob(Buffer.from("{}"));
    await target.pushBlob(Buffer.from("{}"));
    expect(record.all()).toMatchObject([{ kind: "blob" }]);
  });
});
