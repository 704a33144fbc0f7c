// What a hostile list or manifest may cost: bytes and requests have an end, and nothing else is lost.
import { describe, expect, it } from "vitest";
import { REPOSITORY, standing } from "./discovery.test-support.ts";

describe("bounds", () => {
  it("annotations and types are cut to what a node has room for, and that is said", async () => {
    const place = await standing();
    const subject = place.image().digest;
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`k${n}`, "é".repeat(4096)]));
    const annotations = { ["n".repeat(100_000)]: "v", ...many };
    const artifactType = `application/${"t".repeat(1000)}`;
    const { digest } = place.artifact({ subject, artifactType, annotations });
    const node = (await place.explore(subject)).node(digest);
    expect(Buffer.byteLength(node.annotations.flat().join(""))).toBeLessThanOrEqual(32 * 1024);
    expect(node.annotations.map(([name]) => name.length)).toContain(256);
    expect(node.artifactType).toHaveLength(255);
    expect(node.warnings).toContain("names of annotations longer than 256 characters are cut: 1");
    expect(node.warnings).toContain("its artifactType is cut: it has 1012 characters");
    // 52 with the maker's own; the first two and three of the long ones fit.
    expect(node.warnings).toContain("47 more annotations stand in the manifest");
  });

  it("a child that may not be read is asked about; a referrer that may not be read is not", async () => {
    const place = await standing();
    const child = place.image();
    const index = place.indexOf([child]);
    const denied = place.artifact({ subject: child.digest });
    const sbom = place.artifact({ subject: child.digest });
    const shut = [child.digest, denied.digest].map((digest) => `/v2/${REPOSITORY}/manifests/${digest}`);
    place.sandbox.onRequest = (request) =>
      shut.includes(request.url ?? "") ? { status: 403, body: "{}" } : undefined;
    const walked = await place.explore(index.digest);
    expect(walked.node(child.digest)).toMatchObject({ state: "denied", asked: true });
    expect(walked.node(sbom.digest).state).toBe("present");
    expect(walked.node(denied.digest)).toMatchObject({ state: "denied", asked: false });
  });
});
