import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type DemoManifest, type DemoRepository, loadContent } from "./content.ts";
import { STAGE_IDS } from "./content-catalog.ts";

type Descriptor = {
  mediaType: string;
  digest: string;
  size: number;
  artifactType?: string;
  annotations?: object;
};
type Body = {
  mediaType: string;
  artifactType?: string;
  annotations?: Record<string, string>;
  config?: Descriptor;
  layers?: Descriptor[];
  blobs?: Descriptor[];
  manifests?: Descriptor[];
  subject?: Descriptor;
  refers?: Descriptor;
};

const directory = path.join(import.meta.dirname, "content");
const content = loadContent(directory);
const repositories = STAGE_IDS.flatMap((stage) =>
  content.stages[stage].repositories.map((repository) => ({
    stage,
    repository,
    at: `${stage} ${repository.name}`,
  })),
);
const files = new Map<string, Uint8Array>();
for (const { repository } of repositories) {
  for (const { digest, bytes } of [...repository.blobs, ...repository.manifests]) files.set(digest, bytes);
}

const bodyOf = ({ bytes }: DemoManifest): Body => JSON.parse(Buffer.from(bytes).toString());
const isLayer = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

function repositoryOf(stage: (typeof STAGE_IDS)[number], name: string): DemoRepository {
  const found = content.stages[stage].repositories.find((repository) => repository.name === name);
  if (!found) throw new Error(`${stage} has no ${name}`);
  return found;
}

function tagged(repository: DemoRepository, tag: string): DemoManifest {
  const found = repository.manifests.find(({ tags }) => tags.includes(tag));
  if (!found) throw new Error(`${repository.name} has no tag ${tag}`);
  return found;
}

/** Digests that the referrers tag of `manifest` lists. */
function listedByTag(repository: DemoRepository, { digest }: DemoManifest): string[] {
  return (bodyOf(tagged(repository, digest.replace(":", "-"))).manifests ?? []).map((entry) => entry.digest);
}

/** Digests of the indexed manifests that name `manifest`. */
function listedByApi(repository: DemoRepository, { digest }: DemoManifest): string[] {
  const names = (one: DemoManifest) => (bodyOf(one).subject ?? bodyOf(one).refers)?.digest === digest;
  return repository.manifests.filter((one) => one.indexed && names(one)).map((one) => one.digest);
}

describe("the files", () => {
  it("hash to their digests", () => {
    for (const [digest, bytes] of files) {
      const [algorithm = "", encoded] = digest.split(":");
      expect(createHash(algorithm).update(bytes).digest("hex"), digest).toBe(encoded);
    }
  });

  it("are all used, and small", () => {
    const named = [...files.keys()].map((digest) => digest.split(":")[1]);
    expect(readdirSync(path.join(directory, "blobs")).sort()).toEqual(named.sort());
    const sizes = [...files.values()].map((bytes) => bytes.byteLength);
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(3_000_000);
    expect(Math.max(...[...files.values()].filter(isLayer).map((bytes) => bytes.byteLength))).toBeLessThan(
      200_000,
    );
  });

  it("share the bytes of equal digests", () => {
    const [first, second] = [repositoryOf("bicycle", "refscope/app"), repositoryOf("midway", "refscope/app")];
    expect(tagged(first, "0.1").bytes).toBe(tagged(second, "0.1").bytes);
  });

  it("name no folder of the machine that made them, and only hosts of specifications and of this project", () => {
    const hosts = new Set<string>();
    for (const [digest, bytes] of files) {
      const text = Buffer.from(isLayer(bytes) ? gunzipSync(bytes) : bytes).toString("latin1");
      expect(text.includes(process.cwd()), digest).toBe(false);
      if (isLayer(bytes)) continue;
      expect(text, digest).not.toMatch(/[" ]\/(root|home|tmp|Users)\//);
      for (const [, host = ""] of text.matchAll(/https?:\/\/([\w.-]+)/g)) hosts.add(host);
    }
    expect([...hosts].sort()).toEqual([
      "cyclonedx.org",
      "github.com",
      "in-toto.io",
      "json.schemastore.org",
      "openvex.dev",
      "refscope.example",
      "sigstore.dev",
      "slsa.dev",
      "spdx.dev",
      "spdx.org",
    ]);
  });
});

describe.each(repositories)("$at", ({ repository }) => {
  const stored = new Map(repository.manifests.map((one) => [one.digest, one]));
  const blobs = new Map(repository.blobs.map((one) => [one.digest, one]));

  it("has every config, layer and blob, of the size that is said, or says that it is missing", () => {
    for (const manifest of repository.manifests) {
      const { mediaType, config, layers = [], blobs: payloads = [] } = bodyOf(manifest);
      expect(mediaType).toBe(manifest.mediaType);
      for (const { digest, size } of [config, ...layers, ...payloads].filter((one) => one !== undefined)) {
        if (!repository.missing.includes(digest))
          expect(blobs.get(digest)?.bytes.byteLength, digest).toBe(size);
      }
    }
  });

  it("has every child and subject, of the size that is said, and says of nothing else that it is missing", () => {
    const absent = new Set<string>();
    for (const manifest of repository.manifests) {
      const { manifests = [], subject, refers, layers = [] } = bodyOf(manifest);
      for (const { digest } of layers) if (!blobs.has(digest)) absent.add(digest);
      for (const { digest, size } of [...manifests, subject, refers].filter((one) => one !== undefined)) {
        if (stored.has(digest)) expect(stored.get(digest)?.bytes.byteLength, digest).toBe(size);
        else absent.add(digest);
      }
    }
    expect([...absent].sort()).toEqual([...repository.missing].sort());
  });

  it("stands in the order in which it can be pushed", () => {
    const before = new Set(repository.missing);
    for (const manifest of repository.manifests) {
      for (const { digest } of bodyOf(manifest).manifests ?? [])
        expect(before.has(digest), digest).toBe(true);
      before.add(manifest.digest);
    }
  });

  it("gives each tag once, and indexes only what refers to something", () => {
    const tags = repository.manifests.flatMap((one) => one.tags);
    expect(new Set(tags).size).toBe(tags.length);
    for (const manifest of repository.manifests.filter((one) => one.indexed)) {
      expect(bodyOf(manifest).subject ?? bodyOf(manifest).refers).toBeDefined();
    }
  });
});

describe("the referrers tags", () => {
  const entries = repositories.flatMap(({ repository, at }) =>
    repository.manifests.flatMap((manifest) =>
      manifest.tags
        .filter((tag) => /^sha\d+-[0-9a-f]{64}$/.test(tag))
        .flatMap((tag) =>
          (bodyOf(manifest).manifests ?? []).map((entry) => ({ at, repository, tag, entry })),
        ),
    ),
  );
  const stored = ({ repository, entry }: (typeof entries)[number]) =>
    repository.manifests.find(({ digest }) => digest === entry.digest);

  it("list what names their digest, with its type and annotations, but for the stories that are told so", () => {
    const odd = entries.filter((row) => {
      const manifest = stored(row);
      if (!manifest) return true;
      const { subject, artifactType, config, annotations } = bodyOf(manifest);
      return (
        subject?.digest.replace(":", "-") !== row.tag ||
        row.entry.artifactType !== (artifactType ?? config?.mediaType) ||
        JSON.stringify(row.entry.annotations) !== JSON.stringify(annotations)
      );
    });
    expect(odd.map(({ at }) => at)).toEqual([
      "bicycle base/hardened",
      "bicycle base/hardened",
      "bicycle refscope/dangling",
      "motorcycle base/hardened",
      "motorcycle base/hardened",
    ]);
    expect(entries.length).toBeGreaterThan(30);
  });

  it("of base/hardened: one entry lies about its type, one about its subject", () => {
    const repository = repositoryOf("motorcycle", "base/hardened");
    const image = tagged(repository, "3");
    const rows = entries.filter((row) => row.repository === repository);
    const types = rows.filter((row) => bodyOf(stored(row)!).artifactType !== row.entry.artifactType);
    expect(types.map((row) => bodyOf(stored(row)!).artifactType)).toContain("application/spdx+json");
    const foreign = rows.filter((row) => bodyOf(stored(row)!).subject?.digest !== image.digest);
    expect(foreign).toHaveLength(1);
    expect(listedByApi(repository, image)).toHaveLength(2);
  });

  it("of refscope/dangling: one entry is gone, and one tag is of an image that is gone", () => {
    const repository = repositoryOf("bicycle", "refscope/dangling");
    const listed = listedByTag(repository, tagged(repository, "1.0"));
    expect(listed.filter((digest) => repository.missing.includes(digest))).toHaveLength(1);
    const orphaned = repository.missing.filter((digest) => !listed.includes(digest));
    expect(repository.manifests.flatMap(({ tags }) => tags)).toEqual(
      expect.arrayContaining(
        orphaned.flatMap((digest) => [digest.replace(":", "-"), `${digest.replace(":", "-")}.sig`]),
      ),
    );
    expect(orphaned).toHaveLength(1);
  });

  it("of midway: three of seven are in the tag alone", () => {
    const repository = repositoryOf("midway", "refscope/app");
    const index = tagged(repository, "0.1");
    const [byTag, byApi] = [listedByTag(repository, index), listedByApi(repository, index)];
    expect(byTag).toHaveLength(7);
    expect(byTag.filter((digest) => !byApi.includes(digest))).toHaveLength(3);
  });
});

describe("the stages", () => {
  it("each have a sample, and each sample exists", () => {
    expect(new Set(content.samples.map(({ stage }) => stage))).toEqual(new Set(STAGE_IDS));
    for (const { stage, repository, tag, about, otherRepositories } of content.samples) {
      expect(tagged(repositoryOf(stage, repository), tag), `${stage} ${repository}:${tag}`).toBeDefined();
      for (const other of otherRepositories) expect(repositoryOf(stage, other)).toBeDefined();
      expect(about.length).toBeLessThan(70);
    }
  });

  it("hold the same main image", () => {
    const digests = STAGE_IDS.slice(0, 5).map(
      (stage) => tagged(repositoryOf(stage, "refscope/app"), "0.1").digest,
    );
    expect(new Set(digests).size).toBe(1);
  });

  it("have nothing indexed where there is no listing", () => {
    const without = ["bicycle", "ghcr-like", "gitlab-like", "html-like", "header-only", "empty-proxy"];
    const indexed = repositories.filter(({ repository }) => repository.manifests.some((one) => one.indexed));
    expect(indexed.map(({ stage }) => stage).filter((stage) => without.includes(stage))).toEqual([]);
  });

  it("carry the same payloads in the form of their time", () => {
    const forms = (stage: (typeof STAGE_IDS)[number], name = "refscope/app") =>
      Object.groupBy(
        repositoryOf(stage, name).manifests.filter((one) => one.indexed),
        (one) => one.mediaType,
      );
    expect(forms("motorcycle")["application/vnd.oci.image.manifest.v1+json"]).toHaveLength(15);
    expect(forms("rc-motorcycle")["application/vnd.oci.artifact.manifest.v1+json"]).toHaveLength(10);
    expect(forms("rc-motorcycle")["application/vnd.oci.image.manifest.v1+json"]).toHaveLength(4);
    expect(forms("extended")["application/vnd.cncf.oras.artifact.manifest.v1+json"]).toHaveLength(5);
    expect(forms("extended")["application/vnd.oci.image.manifest.v1+json"]).toHaveLength(4);
    expect(
      repositoryOf("extended", "proposal-e/app").manifests.filter((one) => bodyOf(one).refers),
    ).toHaveLength(2);
  });

  it("keep Proposal E's tags: subject, 16 characters of the artifact, its type", () => {
    const repository = repositoryOf("bicycle", "proposal-e/app");
    const prefix = tagged(repository, "1.0").digest.replace(":", "-");
    const artifacts = repository.manifests.filter((one) => bodyOf(one).refers);
    expect(artifacts.map(({ tags }) => tags)).toEqual(
      ["sbom", "sig"].map((type, place) => [`${prefix}.${artifacts[place]!.digest.slice(7, 23)}.${type}`]),
    );
  });

  it("lead nowhere to the referrer that header-only lost", () => {
    const repository = repositoryOf("header-only", "refscope/mini");
    const image = tagged(repository, "0.1");
    const referrers = repository.manifests.filter((one) => bodyOf(one).subject?.digest === image.digest);
    expect(referrers).toHaveLength(2);
    expect(listedByTag(repository, image)).toHaveLength(1);
  });

  it("address one image by sha512", () => {
    const repository = repositoryOf("motorcycle", "refscope/sha512");
    const image = tagged(repository, "1.0");
    expect(image.digest).toMatch(/^sha512:[0-9a-f]{128}$/);
    expect(listedByApi(repository, image)).toHaveLength(1);
  });

  it("hold an image with an attachment for each of the twelve states of a signature", () => {
    const repository = repositoryOf("motorcycle", "verification/states");
    const titles = repository.manifests.flatMap(
      (one) => bodyOf(one).annotations?.["org.opencontainers.image.title"] ?? [],
    );
    const [image, ...states] = titles;
    expect([image, new Set(states).size, states.length]).toEqual(["verification/states", 12, 12]);
    expect(repository.missing).toHaveLength(2);
  });

  it("hold an image with twelve scan reports", () => {
    const repository = repositoryOf("motorcycle", "tools/scanner");
    const reports = repository.manifests.filter(
      (one) => bodyOf(one).artifactType === "application/sarif+json",
    );
    expect(reports).toHaveLength(12);
  });
});
