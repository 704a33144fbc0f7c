// Edge cases 31 to 40: shapes of graphs, old fields, and what may never be said. docs/edge-cases.md is the table.

import { describe, expect, it } from "vitest";
import { cosignTags, MEDIA_TYPES } from "#lib/oci";
import { digestOf, entryOf, REPOSITORY, SBOM, type Standing, standing } from "./discovery.test-support.ts";

const ATTESTATION = "vnd.docker.reference.type";
const ABOUT = "vnd.docker.reference.digest";

/** Puts a manifest of any shape; its bytes are the JSON's. */
function put(place: Standing, json: Record<string, unknown>, mediaType: string, tag?: string) {
  const bytes = JSON.stringify(json);
  place.sandbox.put(REPOSITORY, { bytes, mediaType, tag });
  return entryOf(digestOf(bytes), bytes, mediaType);
}

describe("graph", () => {
  it("edge 31: a cycle of two kinds of edge ends, and each is there once", async () => {
    const place = await standing();
    const image = place.image();
    const index = place.indexOf([image], { subject: image.digest });
    const walked = await place.explore(image.digest);
    expect(walked.graph.nodes).toHaveLength(2);
    expect(walked.edge(index.digest, image.digest, "refers").proof).toBe("verified");
    expect(walked.edge(index.digest, image.digest, "contains").proof).toBe("verified");
    expect(walked.graph.edges).toHaveLength(2);
  });

  it("edge 31: BuildKit's diamond is one node with both ways", async () => {
    const place = await standing();
    const image = place.image();
    const attested = place.artifact({ subject: image.digest });
    const annotations = { [ATTESTATION]: "attestation-manifest", [ABOUT]: image.digest };
    const index = place.indexOf([image, { ...attested, annotations }]);
    const walked = await place.explore(index.digest);
    expect(walked.node(attested.digest).foundBy).toEqual(["referrers-api", "buildkit"]);
    expect(walked.node(attested.digest).depth).toBe(1);
    expect(walked.edge(attested.digest, image.digest, "refers").proof).toBe("verified");
    expect(walked.edge(attested.digest, image.digest, "in-index").proof).toBe("verified");
    expect(walked.edge(index.digest, attested.digest, "contains").proof).toBe("verified");
  });

  it("edge 32: lists may lie: each entry is judged by its own manifest", async () => {
    const place = await standing({ referrersApi: "off" });
    const subject = place.image().digest;
    const honest = place.artifact({ subject });
    const stolen = place.artifact({ subject: place.image().digest });
    const mute = place.artifact({});
    const self = entryOf(subject, "", MEDIA_TYPES.ociManifest);
    place.tagList(subject, [honest, stolen, mute, self]);
    const walked = await place.explore(subject);
    expect(walked.edge(honest.digest, subject).proof).toBe("verified");
    expect(walked.edge(stolen.digest, subject).proof).toBe("contradicted");
    expect(walked.edge(stolen.digest, subject).reason).toMatch(/^names sha256:.* instead$/);
    expect(walked.edge(mute.digest, subject).proof).toBe("claimed");
    expect(walked.graph.edges.some(({ source, target }) => source === target)).toBe(false);
  });

  it("edge 33: index and platform are asked apart, and each referrer stands at its own", async () => {
    const place = await standing();
    const images = [place.image(), place.image()];
    const index = place.indexOf(images);
    const onIndex = place.artifact({ subject: index.digest });
    const [first = images[0], second] = images;
    const onPlatform = place.artifact({ subject: second?.digest });
    const fromIndex = await place.explore(index.digest);
    expect(fromIndex.edge(onIndex.digest, index.digest).proof).toBe("verified");
    expect(fromIndex.edge(onPlatform.digest, second?.digest ?? "").proof).toBe("verified");
    // The platform alone does not show what is signed above it.
    const fromPlatform = await place.explore(first?.digest ?? "");
    expect(fromPlatform.graph.nodes).toHaveLength(1);
  });

  it("edge 33: asked for a referrer, the walk goes up to its subject and lists the rest", async () => {
    const place = await standing();
    const subject = place.image().digest;
    const signature = place.artifact({ subject });
    const sibling = place.artifact({ subject });
    const walked = await place.explore(signature.digest);
    expect(walked.node(signature.digest).depth).toBe(0);
    expect(walked.node(subject)).toMatchObject({ depth: 1, state: "present", asked: true });
    expect(walked.edge(signature.digest, subject)).toMatchObject({ relation: "refers", proof: "verified" });
    expect(walked.edge(signature.digest, subject).foundBy).toEqual(["referrers-api"]);
    expect(walked.node(sibling.digest).depth).toBe(2);
  });

  it("edge 33: a subject that is not in the repository is a missing node, and still asked about", async () => {
    const place = await standing();
    const absent = digestOf("nobody pushed this");
    const signature = place.artifact({ subject: absent });
    const walked = await place.explore(signature.digest);
    expect(walked.node(absent)).toMatchObject({ state: "missing", asked: true, completeness: "complete" });
    expect(walked.edge(signature.digest, absent).proof).toBe("verified");
  });

  it("edge 34: what is attached to what is attached is found, to the depth that was asked for", async () => {
    const place = await standing();
    const image = place.image().digest;
    const chain = [image];
    for (let n = 0; n < 5; n++) chain.push(place.artifact({ subject: chain.at(-1) }).digest);
    const whole = await place.explore(image);
    expect(chain.map((digest) => whole.node(digest).depth)).toEqual([0, 1, 2, 3, 4, 5]);
    const short = await place.explore(image, { depth: 2 });
    expect(short.graph.nodes).toHaveLength(3);
    expect(short.node(chain[2] ?? "")).toMatchObject({ asked: false, completeness: "truncated" });
    expect(short.node(chain[2] ?? "").warnings.join()).toContain("2 steps away");
  });

  it("edge 35: without artifactType the config's type counts, and an index then has none", async () => {
    const place = await standing();
    const subject = place.image().digest;
    const type = "application/vnd.example.config+json";
    const config = { mediaType: type, digest: digestOf("{}"), size: 2 };
    const bySubject = { subject: { mediaType: MEDIA_TYPES.ociManifest, digest: subject, size: 1 } };
    const head = { schemaVersion: 2, mediaType: MEDIA_TYPES.ociManifest };
    const artifact = put(place, { ...head, config, layers: [], ...bySubject }, MEDIA_TYPES.ociManifest);
    const index = place.indexOf([], { subject });
    const walked = await place.explore(subject);
    expect(walked.node(artifact.digest).artifactType).toBe(type);
    expect(walked.node(index.digest).artifactType).toBeUndefined();
    expect(walked.node(index.digest).kind).toBe("index");
  });

  it("edge 36: an artifact manifest that is hidden from a narrow Accept is read", async () => {
    const place = await standing({ acceptStrict: true, artifactManifest: "accepted" });
    const subject = place.image().digest;
    const artifact = place.artifact({ subject, mediaType: MEDIA_TYPES.ociArtifact });
    const walked = await place.explore(subject);
    expect(walked.node(artifact.digest)).toMatchObject({
      state: "present",
      mediaType: MEDIA_TYPES.ociArtifact,
      artifactType: SBOM,
    });
    expect(walked.upgrade.capabilities.artifactManifest?.support).toBe("supported");
  });

  it("edge 37: Docker's manifests of schema 2 and 1, and its list, are read as what they are", async () => {
    const place = await standing({ referrersApi: "off" });
    const image = place.image({ mediaType: MEDIA_TYPES.dockerManifest });
    const list = place.indexOf([image], { mediaType: MEDIA_TYPES.dockerList });
    const walked = await place.explore(list.digest);
    expect(walked.node(list.digest).kind).toBe("index");
    expect(walked.node(image.digest)).toMatchObject({ kind: "image", state: "present" });
    const old = { schemaVersion: 1, name: "app", tag: "1", architecture: "amd64", fsLayers: [], history: [] };
    const schema1 = put(place, old, MEDIA_TYPES.dockerSchema1);
    const walkedOld = await place.explore(schema1.digest);
    expect(walkedOld.node(schema1.digest)).toMatchObject({
      state: "present",
      title: "Docker schema 1 image",
    });
  });

  it("edge 37: the urls of foreign layers are never fetched", async () => {
    const place = await standing();
    const other = await standing();
    const urls = [`http://${other.host}/v2/x/blobs/y`];
    const layer = { mediaType: "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", size: 9, urls };
    const image = place.image({ json: { layers: [{ ...layer, digest: digestOf("foreign") }] } });
    const walked = await place.explore(image.digest);
    expect(walked.node(image.digest)).toMatchObject({ state: "present", payloadSize: 9 });
    expect(other.asked()).toEqual([]);
  });

  it("edge 38: inline data, an empty config, no layers and blobs of no bytes are all read", async () => {
    const place = await standing();
    const subject = place.image().digest;
    const empty = { mediaType: MEDIA_TYPES.ociEmpty, digest: digestOf("{}"), size: 2, data: "e30=" };
    const inline = place.artifact({ subject, json: { config: empty, layers: [] } });
    const nothing = { mediaType: SBOM, digest: digestOf(""), size: 0 };
    const zero = place.artifact({ subject, json: { layers: [nothing] } });
    const walked = await place.explore(subject);
    expect(walked.node(inline.digest)).toMatchObject({ state: "present", payloadSize: 0 });
    expect(walked.node(zero.digest)).toMatchObject({ state: "present", payloadSize: 0 });
  });

  it("edge 39: fields and annotations of the release candidates are understood", async () => {
    const place = await standing({ refersField: true, artifactTypeFilter: "annotation" });
    const subject = place.image({ tag: "1.0" }).digest;
    const old = place.artifact({ refers: subject });
    const walked = await place.explore(subject);
    expect(walked.edge(old.digest, subject)).toMatchObject({ proof: "verified" });
    expect(walked.edge(old.digest, subject).reason).toContain("Proposal E");
    const probed = await place.probe("1.0");
    expect(probed.upgrade.capabilities.artifactTypeFilter?.support).toBe("supported");
  });

  it.each(["referrers", "references"] as const)(
    "edge 39: ORAS's list is read under the name %s",
    async (name) => {
      const extension = { name: "cncf.oras.referrers", endpoints: [] };
      const place = await standing({
        ...{ referrersApi: "off", orasApi: ["v1"], orasListName: name },
        extDiscover: { registry: [extension], repository: [] },
      });
      const subject = place.image().digest;
      const mediaType = MEDIA_TYPES.orasArtifact;
      const all = Array.from({ length: 12 }, () => place.artifact({ subject, mediaType }).digest);
      const walked = await place.explore(subject);
      for (const digest of all) expect(walked.node(digest).foundBy).toEqual(["oras-api"]);
    },
  );

  it("edge 40: what could not be checked is never 'none'", async () => {
    const place = await standing({ tagsList: true });
    const subject = place.image().digest;
    place.artifact({ subject, tag: cosignTags(subject)[0] });
    for (const [status, outcome] of [
      [500, "failed"],
      [403, "denied"],
      [429, "rate-limited"],
    ] as const) {
      const headers = { "Retry-After": "0" };
      place.sandbox.onRequest = (request) =>
        request.url?.endsWith(`/manifests/${subject}`) ? undefined : { status, headers, body: "{}" };
      const walked = await place.explore(subject);
      expect(walked.findings.filter((finding) => finding.outcome === "none")).toEqual([]);
      expect(walked.node(subject)).toMatchObject({ state: "present", completeness: outcome });
      const verdicts = Object.values(walked.upgrade.capabilities).map((support) => support?.support);
      expect(verdicts).not.toContain("unsupported");
      expect(walked.upgrade.proposalE.state).toBe("unknown");
    }
  });
});
