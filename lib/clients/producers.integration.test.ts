// The three producers in both readings: what they send, what lies there afterwards, and what they never write over.
import { describe, expect, it } from "vitest";
import { MEDIA_TYPES, referrersTag } from "#lib/oci";
import { branch } from "./branch.ts";
import { READINGS, REPOSITORY, SBOM, type Standing, standing } from "./clients.test-support.ts";
import { makeImage } from "./content.ts";
import { leaf } from "./leaf.ts";
import { tree } from "./tree.ts";

const ARTIFACT = { artifactType: SBOM, annotations: { by: "me" }, content: '{"packages":[]}' };
const off = { referrersApi: "off", ociSubjectHeader: false } as const;
let images = 0;

/** An image that lies there, and the log empty. */
async function pushed(place: Standing) {
  const image = makeImage({ n: String(++images) });
  expect(await leaf(place.writable(), image, { tag: "1.0" })).toMatchObject({ state: "stored", status: 201 });
  place.asked();
  return image;
}

/** The requests but for blobs. */
function manifests(place: Standing): string[] {
  return place.asked().filter((line) => !line.includes("blobs"));
}

function tagged(place: Standing, tag: string) {
  const repository = place.sandbox.store.repository(REPOSITORY);
  const bytes = repository.manifests.get(repository.tags.get(tag) ?? "")?.bytes;
  return bytes && JSON.parse(Buffer.from(bytes).toString());
}

it("the leaf pushes the image and nothing else", async () => {
  const place = await standing();
  const image = makeImage({ n: "leaf" });
  await leaf(place.writable(), image, { tag: "1.0" });
  const asked = place.asked().map((line) => line.replace(/uploads\/.+ /, "uploads/… "));
  expect(asked).toEqual(["POST blobs/uploads/ 202", "PUT blobs/uploads/… 201", "PUT manifests/1.0 201"]);
  expect(place.sandbox.store.repository(REPOSITORY).tags.get("1.0")).toBe(image.digest);
});

describe("the branch, by OCI 1.1", () => {
  it("believes OCI-Subject, and tags nothing", async () => {
    const place = await standing();
    const image = await pushed(place);
    const { made, ...done } = await branch("oci-1.1", place.writable(), image, ARTIFACT);
    expect(done).toMatchObject({ state: "stored", indexedBy: "OCI-Subject", ociSubject: image.digest });
    expect(done.tag).toBeUndefined();
    expect(manifests(place)).toEqual([`PUT manifests/${made.digest} 201`]);
    const { found } = await place.look("squirrel", "oci-1.1", image.digest);
    expect(found).toMatchObject([{ digest: made.digest, artifactType: SBOM, state: "usable" }]);
  });

  it("does not believe one of another subject", async () => {
    const place = await standing(off);
    const image = await pushed(place);
    place.sandbox.onRequest = ({ method, url }) => {
      const isX = method === "PUT" && url?.includes("/manifests/sha256:");
      return isX ? { status: 201, headers: { "OCI-Subject": `sha256:${"0".repeat(64)}` } } : undefined;
    };
    const { tag } = await branch("oci-1.1", place.writable(), image, ARTIFACT);
    expect(tag?.state).toBe("kept");
  });

  it("keeps the tag where there is no header: read, write, verify", async () => {
    const place = await standing(off);
    const image = await pushed(place);
    const { made, tag } = await branch("oci-1.1", place.writable(), image, ARTIFACT);
    const name = referrersTag(image.digest);
    expect(manifests(place)).toEqual([
      `PUT manifests/${made.digest} 201`,
      `GET manifests/${name} 404`,
      `PUT manifests/${name} 201`,
      `GET manifests/${name} 200`,
    ]);
    expect(tag).toMatchObject({ tag: name, state: "kept", rounds: 1, losses: [] });
    expect(tagged(place, name).manifests).toEqual([made.entry]);
    expect(made.entry).toMatchObject({ artifactType: SBOM, annotations: { by: "me" } });
  });

  it("asks the API, when told to, whatever the header promises", async () => {
    for (const referrersApi of ["on", "off"] as const) {
      const place = await standing({ referrersApi, ociSubjectHeader: true });
      const image = await pushed(place);
      const done = await branch("oci-1.1", place.writable(), image, ARTIFACT, { trust: "api" });
      expect(done.indexedBy).toBe(referrersApi === "on" ? "referrers API" : undefined);
      expect(done.tag?.state).toBe(referrersApi === "on" ? undefined : "kept");
    }
  });

  it("writes an index anew with all that it had, read or not", async () => {
    const place = await standing(off);
    const image = await pushed(place);
    const others = [place.referrer(image.digest), { mediaType: "a/b", odd: { deep: [1] } }];
    place.list(image.digest, JSON.parse(JSON.stringify(others)), { annotations: { kept: "yes" }, more: 7 });
    const { made } = await branch("oci-1.1", place.writable(), image, ARTIFACT);
    const before = { annotations: { kept: "yes" }, more: 7 };
    const index = tagged(place, referrersTag(image.digest));
    expect(index).toMatchObject(before);
    expect(index.manifests).toEqual([...others, made.entry]);
  });

  it("adds nothing twice", async () => {
    const place = await standing(off);
    const image = await pushed(place);
    await branch("oci-1.1", place.writable(), image, ARTIFACT);
    place.asked();
    const { tag } = await branch("oci-1.1", place.writable(), image, ARTIFACT);
    expect(tag).toMatchObject({ state: "kept", rounds: 0 });
    expect(manifests(place).at(-1)).toBe(`GET manifests/${referrersTag(image.digest)} 200`);
  });

  it("leaves a tag alone that is something else", async () => {
    const place = await standing(off);
    const [image, docker, own, gitlab] = await Promise.all([
      pushed(place),
      pushed(place),
      pushed(place),
      standing({ ...off, tagIsDigest: true }),
    ]);
    const { mediaType, digest } = place.image();
    const bytes = place.sandbox.store.repository(REPOSITORY).manifests.get(digest)?.bytes ?? "";
    place.sandbox.put(REPOSITORY, { tag: referrersTag(image.digest), mediaType, bytes });
    place.list(docker.digest, [], { mediaType: MEDIA_TYPES.dockerList });
    place.list(own.digest, [], { subject: image.entry });
    for (const subject of [image, docker, own]) {
      const { tag } = await branch("oci-1.1", place.writable(), subject, ARTIFACT);
      expect(tag).toMatchObject({ state: "refused", rounds: 0 });
    }
    const self = await pushed(gitlab);
    const { tag } = await branch("oci-1.1", gitlab.writable(), self, ARTIFACT);
    expect(tag).toMatchObject({ state: "refused", said: expect.stringContaining("the subject itself") });
    expect(gitlab.asked().filter((line) => line.startsWith("PUT manifests/sha256-"))).toEqual([]);
  });

  it.each([
    [401, "denied"],
    [403, "denied"],
    [429, "rate-limited"],
    [503, "failed"],
  ] as const)("writes nothing over a tag that it may not read (%i)", async (status, state) => {
    const place = await standing(off);
    const image = await pushed(place);
    place.list(image.digest, [place.referrer(image.digest)]);
    place.sandbox.onRequest = ({ method, url }) =>
      method === "GET" && url?.includes("/manifests/sha256-") ? { status } : undefined;
    const { tag } = await branch("oci-1.1", place.writable(), image, ARTIFACT);
    expect(tag).toMatchObject({ state, rounds: 0, said: expect.stringContaining("could not check") });
    expect(tagged(place, referrersTag(image.digest)).manifests).toHaveLength(1);
  });

  it("says when the registry refuses the index, or forgets it each time", async () => {
    const place = await standing(off);
    const image = await pushed(place);
    const name = referrersTag(image.digest);
    place.sandbox.onRequest = ({ method, url }) =>
      method === "PUT" && url?.endsWith(name) ? { status: 400 } : undefined;
    const refused = await branch("oci-1.1", place.writable(), image, ARTIFACT);
    expect(refused.tag).toMatchObject({ state: "refused", said: expect.stringContaining("400") });
    place.sandbox.onRequest = ({ method, url }) =>
      method === "PUT" && url?.endsWith(name) ? { status: 201 } : undefined;
    const forgotten = await branch("oci-1.1", place.writable(), image, ARTIFACT);
    expect(forgotten.tag).toMatchObject({ state: "lost", rounds: 10 });
    expect(forgotten.tag?.losses).toHaveLength(10);
    const ids = new Set(place.exchanges.map(({ id }) => id));
    for (const { exchanges } of forgotten.tag?.losses ?? []) {
      expect(exchanges).toHaveLength(3);
      expect(exchanges.every((id) => ids.has(id))).toBe(true);
    }
  });
});

describe("the branch, by Proposal E", () => {
  it("asks the API, and tags nothing where it answers", async () => {
    const place = await standing({ refersField: true, ociSubjectHeader: false });
    const image = await pushed(place);
    const { made, indexedBy, tag } = await branch("proposal-e", place.writable(), image, ARTIFACT);
    expect({ indexedBy, tag }).toEqual({ indexedBy: "referrers API", tag: undefined });
    expect(manifests(place)).toEqual([
      `PUT manifests/${made.digest} 201`,
      `GET referrers/${image.digest} 200`,
    ]);
    const { found } = await place.look("squirrel", "proposal-e", image.digest);
    expect(found.map(({ digest }) => digest)).toEqual([made.digest]);
  });

  it("tags each artifact by itself where it does not, so that no producer writes another's tag", async () => {
    const place = await standing(off);
    const image = await pushed(place);
    const { made, tag } = await branch("proposal-e", place.writable(), image, ARTIFACT);
    const hash = made.digest.slice(7, 23);
    expect(tag).toMatchObject({ state: "kept", tag: `${referrersTag(image.digest)}.${hash}.sbom` });
    expect(manifests(place)).toEqual([
      `PUT manifests/${made.digest} 201`,
      `GET referrers/${image.digest} 404`,
      `PUT manifests/${tag?.tag} 201`,
    ]);
    const other = { ...ARTIFACT, annotations: { by: "you" } };
    await Promise.all([1, 2].map(() => branch("proposal-e", place.writable(), image, other)));
    const { found } = await place.look("squirrel", "proposal-e", image.digest);
    expect(found.map(({ annotations }) => annotations.by).sort()).toEqual(["me", "you"]);
    expect(found[0]?.annotations["org.opencontainers.artifact.type"]).toBe(SBOM);
  });
});

describe("the tree", () => {
  it.each(READINGS)("pushes the new manifest, and is told when it is rejected (%s)", async (reading) => {
    const field = reading === "proposal-e" ? "refers" : "subject";
    for (const [artifactManifest, state] of [
      ["400", "rejected"],
      ["415", "rejected"],
      ["accepted", "stored"],
    ] as const) {
      const place = await standing({ artifactManifest });
      const image = await pushed(place);
      const { made, ...done } = await tree(reading, place.writable(), image, ARTIFACT);
      expect(done).toMatchObject({ state, status: state === "stored" ? 201 : Number(artifactManifest) });
      expect(JSON.parse(Buffer.from(made.bytes).toString())[field].digest).toBe(image.digest);
      expect(manifests(place)).toEqual([`PUT manifests/${made.digest} ${done.status}`]);
    }
  });

  it.each([
    [401, "denied"],
    [403, "denied"],
    [404, "failed"],
    [429, "rate-limited"],
    [500, "failed"],
  ] as const)("takes %i for no rejection", async (status, state) => {
    const place = await standing();
    const image = await pushed(place);
    place.sandbox.onRequest = ({ method, url }) =>
      method === "PUT" && url?.includes("/manifests/") ? { status } : undefined;
    expect(await tree("oci-1.1", place.writable(), image, ARTIFACT)).toMatchObject({ state, status });
  });

  it("takes silence for no rejection", async () => {
    const place = await standing();
    const image = await pushed(place);
    place.sandbox.onRequest = () => "drop";
    expect(await tree("oci-1.1", place.writable(), image, ARTIFACT)).toMatchObject({ state: "failed" });
  });
});
