// The walk as a whole: what it asks, what it tells while it runs, and where it stops.

import { describe, expect, it } from "vitest";
import type { StrategyId } from "#lib/evidence";
import { cosignTags, MEDIA_TYPES, referrersTag } from "#lib/oci";
import { REPOSITORY, standing } from "./discovery.test-support.ts";

const manifests = (lines: string[]) => lines.filter((line) => line.includes("/manifests/sha256:"));
const referrers = (lines: string[]) => lines.filter((line) => line.includes("/referrers/"));

describe("requests", () => {
  it.each([3, 40])("%i referrers by the API cost two each, and six besides", async (count) => {
    const place = await standing();
    const subject = place.image({ tag: "1.0" }).digest;
    for (let n = 0; n < count; n++) place.artifact({ subject });
    await place.explore(subject);
    const asked = place.asked();
    expect(asked).toHaveLength(2 * count + 6);
    expect(new Set(asked).size).toBe(asked.length);
    expect(manifests(asked)).toHaveLength(count + 1);
    expect(referrers(asked)).toHaveLength(count + 1);
  });

  it.each([3, 40])("%i referrers by tag cost one each, and seven besides", async (count) => {
    const place = await standing({ referrersApi: "off" });
    const subject = place.image({ tag: "1.0" }).digest;
    place.tagList(
      subject,
      Array.from({ length: count }, () => place.artifact({ subject })),
    );
    await place.explore(subject);
    const asked = place.asked();
    expect(asked).toHaveLength(count + 7);
    expect(referrers(asked)).toHaveLength(2);
  });

  it("without a tag list each referrer is asked for its tags by name", async () => {
    const place = await standing({ tagsList: false });
    const subject = place.image().digest;
    const sbom = place.artifact({ subject });
    const signature = place.artifact({ tag: cosignTags(sbom.digest)[0] });
    const walked = await place.explore(subject);
    expect(walked.node(signature.digest)).toMatchObject({ depth: 2, foundBy: ["cosign-tag"] });
    expect(walked.finding("tag-listing").outcome).toBe("unsupported");
  });

  it("never writes, and asks no other host", async () => {
    const place = await standing();
    const subject = place.image().digest;
    place.artifact({ subject });
    const walked = await place.explore(subject);
    expect(walked.exchanges.every(({ method }) => method === "GET" || method === "HEAD")).toBe(true);
    expect(walked.exchanges.every(({ url }) => url.startsWith(`http://${place.host}/`))).toBe(true);
  });
});

describe("another repository", () => {
  it("what is attached there is asked about in the image's own repository too", async () => {
    const place = await standing();
    const subject = place.image().digest;
    const sbom = place.artifact({ subject, repository: "attic/app" });
    const signature = place.artifact({ subject: sbom.digest });
    const countersignature = place.artifact({ subject: signature.digest, repository: "attic/app" });
    const walked = await place.explore(subject, { otherRepositories: ["attic/app"] });
    expect(walked.node(sbom.digest).depth).toBe(1);
    expect(walked.node(signature.digest)).toMatchObject({ depth: 2, foundBy: ["other-repository"] });
    expect(walked.node(countersignature.digest)).toMatchObject({ depth: 3, state: "present" });
  });
});

describe("ways", () => {
  it("asks only those that were chosen, and says so of the others", async () => {
    const place = await standing();
    const subject = place.image().digest;
    place.artifact({ subject });
    const walked = await place.explore(subject, { strategies: ["referrers-tag"] });
    expect(walked.graph.nodes).toHaveLength(1);
    expect(walked.finding("referrers-api")).toMatchObject({
      outcome: "not-asked",
      reason: "not among the ways that were chosen",
    });
    expect(walked.progress.ways.map(({ strategy }) => strategy)).toEqual(["referrers-tag"]);
    expect(referrers(place.asked())).toEqual([]);
  });

  it.each<[StrategyId, Partial<Parameters<typeof standing>[0]>, string]>([
    ["oras-api", { orasApi: ["v1"] }, MEDIA_TYPES.orasArtifact],
    ["wg-api", { wgApi: true, refersField: true }, MEDIA_TYPES.ociManifest],
  ])("%s is asked unadvertised when a person asks for it, and only then", async (id, switches, mediaType) => {
    const place = await standing({ referrersApi: "off", ...switches });
    const subject = place.image().digest;
    const about = id === "wg-api" ? { refers: subject } : { subject };
    const artifact = place.artifact({ ...about, mediaType });
    const asked = await place.explore(subject, { strategies: [id] });
    expect(asked.node(artifact.digest).foundBy).toEqual([id]);
    const plain = await place.explore(subject);
    expect(plain.finding(id)).toMatchObject({ outcome: "not-asked", reason: "not advertised" });
    expect(plain.graph.nodes).toHaveLength(1);
  });

  it("whether a way is advertised may itself be unknown", async () => {
    const place = await standing();
    const subject = place.image().digest;
    place.sandbox.onRequest = (request) =>
      request.url?.includes("/ext/discover") ? { status: 503, body: "{}" } : undefined;
    const walked = await place.explore(subject);
    expect(walked.finding("oras-api").outcome).toBe("not-asked");
    expect(walked.finding("oras-api").reason).toContain("not known");
    expect(walked.upgrade.capabilities.extensionDiscovery).toMatchObject({
      support: "unknown",
      because: "failed",
    });
  });

  it("what is missing here is read where another repository names it", async () => {
    const place = await standing();
    const subject = place.image().digest;
    const elsewhere = place.artifact({ subject, repository: "attic/app" });
    place.tagList(subject, [elsewhere]);
    const walked = await place.explore(subject, { otherRepositories: ["attic/app"] });
    expect(walked.node(elsewhere.digest)).toMatchObject({ state: "present", repository: "attic/app" });
    expect(walked.node(elsewhere.digest).foundBy).toEqual(["referrers-tag", "other-repository"]);
  });
});

describe("events", () => {
  it("tells nodes and edges as they are found, so that the last of each is the graph", async () => {
    const place = await standing();
    const image = place.image();
    const index = place.indexOf([image]);
    for (let n = 0; n < 5; n++) place.artifact({ subject: n % 2 === 0 ? index.digest : image.digest });
    const walked = await place.explore(index.digest);
    const nodes = new Map(walked.events.flatMap((e) => (e.type === "node" ? [[e.node.id, e.node]] : [])));
    const edges = new Set(
      walked.events.flatMap((e) => (e.type === "edge" ? [`${e.edge.source} ${e.edge.target}`] : [])),
    );
    expect(nodes.size).toBe(walked.graph.nodes.length);
    expect(edges.size).toBe(walked.graph.edges.length);
    for (const node of walked.graph.nodes) {
      expect({ ...nodes.get(node.id), visibleTo: node.visibleTo }).toEqual(node);
    }
    expect(walked.events.at(-1)).toEqual({ type: "registry", upgrade: walked.upgrade });
    expect(walked.events[0]?.type).toBe("node");
  });

  it("ends with progress in which nothing is left to ask", async () => {
    const place = await standing();
    const walked = await place.explore(place.image().digest);
    for (const way of walked.progress.ways) expect(way.asking).toBe(0);
    expect(walked.progress.requests).toBe(walked.exchanges.length);
    const last = walked.events.findLast(({ type }) => type === "progress");
    expect(last).toEqual({ type: "progress", progress: walked.progress });
  });

  it("gives the same graph and findings every time", async () => {
    const place = await standing({ onRequest: () => new Promise((ok) => setTimeout(ok, Math.random() * 8)) });
    const image = place.image();
    const index = place.indexOf([image, place.image()]);
    const sbom = place.artifact({ subject: index.digest });
    for (const subject of [index.digest, image.digest, sbom.digest]) {
      const signature = place.artifact({ subject });
      place.tagList(subject, [{ ...signature, artifactType: "" }]);
      place.artifact({ tag: cosignTags(subject)[0] });
    }
    const told = async () => {
      const { graph, findings } = await place.explore(index.digest);
      const bare = graph.nodes.map(({ exchanges: _, ...node }) => node);
      return JSON.stringify([bare, graph.edges, findings.map(({ exchanges: _, ...finding }) => finding)]);
    };
    const first = await told();
    for (let n = 0; n < 4; n++) expect(await told()).toBe(first);
  });
});

describe("budgets", () => {
  it("depth is counted along the shortest way, however slow that is", async () => {
    const place = await standing();
    const image = place.image();
    const index = place.indexOf([image]);
    const onImage = place.artifact({ subject: image.digest });
    const both = place.artifact({ subject: onImage.digest, refers: index.digest });
    // The index's own list comes last, and names what the long way found long before.
    place.tagList(index.digest, [both]);
    place.sandbox.onRequest = async (request) => {
      if (request.url?.includes(referrersTag(index.digest))) await new Promise((ok) => setTimeout(ok, 150));
      return undefined;
    };
    const signature = place.artifact({ subject: both.digest });
    const walked = await place.explore(index.digest, { depth: 3 });
    expect(walked.node(both.digest).depth).toBe(1);
    expect(walked.node(signature.digest)).toMatchObject({ depth: 2, asked: true });
  });

  it("a manifest's many annotations and long values are cut, and said so", async () => {
    const place = await standing();
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`a${n}`, "x".repeat(5000)]));
    const image = place.image({ annotations: many });
    const node = (await place.explore(image.digest)).node(image.digest);
    // Seven of 4,096 characters and one short one fill 32 KiB.
    expect(node.annotations).toHaveLength(8);
    expect(node.annotations.every(([, value]) => value.length <= 4096)).toBe(true);
    expect(node.warnings).toContain("143 more annotations stand in the manifest");
  });

  it("an endless list of pages ends, as truncated", async () => {
    const place = await standing({ linkStyle: "endless", referrersPageSize: 2 });
    const subject = place.image().digest;
    for (let n = 0; n < 3; n++) place.artifact({ subject });
    const walked = await place.explore(subject);
    expect(walked.node(subject).completeness).toBe("truncated");
    expect(referrers(place.asked()).length).toBeLessThan(10);
  });

  it("a root that may not be read is still asked about", async () => {
    const place = await standing();
    const subject = place.image().digest;
    const sbom = place.artifact({ subject });
    place.sandbox.onRequest = (request) =>
      request.url === `/v2/${REPOSITORY}/manifests/${subject}` ? { status: 403, body: "{}" } : undefined;
    const walked = await place.explore(subject);
    expect(walked.node(subject)).toMatchObject({ state: "denied", asked: true });
    expect(walked.node(sbom.digest).state).toBe("present");
  });

  it("warns of digest tags that are about something else", async () => {
    const place = await standing();
    const subject = place.image().digest;
    place.image({ tag: referrersTag(place.image().digest) });
    const walked = await place.explore(subject);
    expect(walked.node(subject).warnings.join()).toContain(
      "1 tag of this repository is made from digests outside",
    );
  });
});
