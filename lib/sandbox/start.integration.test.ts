import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { ACCEPT_MANIFESTS } from "#lib/oci";
import { loadContent } from "./content.ts";
import { createRegistry } from "./registry.ts";
import {
  type Answer,
  ARTIFACT,
  ask,
  descriptor,
  digests,
  IMAGE,
  image,
  ORAS,
  ZERO,
} from "./sandbox.test-support.ts";
import { STAGES } from "./stages.ts";
import { type RunningStage, startSandbox } from "./start.ts";

const contentDirectory = fileURLToPath(new URL("./content", import.meta.url));

/** Asks a stage as its user, where it wants one. */
async function asUser(stage: RunningStage, path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers);
  const { auth } = stage.switches;
  if (auth.kind === "bearer") {
    const challenge = (await ask(stage.origin + path, init)).headers.get("www-authenticate") ?? "";
    const scope = /scope="([^"]*)"/.exec(challenge)?.[1] ?? "";
    const basic = Buffer.from(`${auth.user}:${auth.password}`).toString("base64");
    const given = await ask(`${stage.origin}/token?scope=${encodeURIComponent(scope)}`, {
      headers: { authorization: `Basic ${basic}` },
    });
    headers.set("authorization", `Bearer ${given.json?.token}`);
  }
  return ask(stage.origin + path, { ...init, headers });
}

describe("startSandbox", () => {
  test("gives each stage a host of its own, and close ends them all", async () => {
    const sandbox = await startSandbox();
    expect(sandbox.stages.map((stage) => stage.id)).toEqual(STAGES.map((stage) => stage.id));
    expect(new Set(sandbox.stages.map((stage) => stage.origin)).size).toBe(STAGES.length);
    for (const { host, hostname, origin, samples } of sandbox.stages) {
      expect(host).toBe(`${hostname}:${new URL(origin).port}`);
      expect(samples).toEqual([]);
    }
    await sandbox.close();
    await expect(ask(`${sandbox.stages[0]?.origin}/v2/`)).rejects.toThrow();
  });

  test("takes another port where the one asked for is taken", async () => {
    const other = await createRegistry().listen();
    const sandbox = await startSandbox({ port: other.port, stages: STAGES.slice(0, 1) });
    const stage = sandbox.stages[0];
    expect(stage?.host).not.toBe(`bicycle.localhost:${other.port}`);
    expect((await ask(`${stage?.origin}/v2/`)).status).toBe(200);
    await Promise.all([sandbox.close(), other.close()]);
  });

  test("fails where the content cannot be read", async () => {
    await expect(startSandbox({ contentDirectory: "nowhere" })).rejects.toThrow(/nowhere/);
  });
});

const sandbox = await startSandbox();
afterAll(() => sandbox.close());
const stageOf = (id: string) => sandbox.stages.find((stage) => stage.id === id) ?? expect.fail(id);

// What each stage does on the wire: referrers of an unknown digest, a push of the artifact manifest, a push of an
// image with a subject (status and whether OCI-Subject came back), ext/discover, the catalog, a write of sha512.
describe("each stage as seen from outside", () => {
  test.each([
    ["bicycle", 404, 400, 400, false, 404, 200],
    ["motorcycle", 200, 400, 201, true, 404, 200],
    ["rc-motorcycle", 200, 201, 201, false, 404, 200],
    ["midway", 200, 400, 201, true, 404, 200],
    ["extended", 200, 400, 201, true, 200, 200],
    ["quay-like", 400, 400, 201, false, 404, 200],
    ["ghcr-like", 303, 400, 201, false, 404, 404],
    ["gitlab-like", 404, 400, 201, false, 404, 404],
    ["html-like", 200, 400, 201, false, 404, 200],
    ["header-only", 404, 400, 201, true, 404, 200],
    ["empty-proxy", 200, 405, 405, false, 404, 200],
    ["guarded", 200, 400, 201, true, 404, 200],
  ])("%s", async (id, referrers, artifact, withSubject, header, discover, catalog) => {
    const stage = stageOf(id);
    const status = async (path: string, init?: RequestInit) => (await asUser(stage, path, init)).status;
    const put = (type: string, body: string) =>
      asUser(stage, "/v2/public/x/manifests/x", { method: "PUT", body, headers: { "content-type": type } });
    expect(await status(`/v2/public/x/referrers/${ZERO}`)).toBe(referrers);
    expect((await put(ARTIFACT, "{}")).status).toBe(artifact);
    const pushed = await put(IMAGE, image(id, { subject: descriptor(ZERO) }));
    expect(pushed.status).toBe(withSubject);
    expect(pushed.headers.get("oci-subject")).toBe(header ? ZERO : null);
    expect(await status("/v2/_oci/ext/discover")).toBe(discover);
    expect(await status("/v2/_catalog")).toBe(catalog);
  });

  test("the bicycle takes an image with a subject once its contents are there, and keeps it whole", async () => {
    const { registry, origin } = stageOf("bicycle");
    const config = descriptor(registry.putBlob("whole", "{}"), "application/vnd.oci.empty.v1+json", 2);
    const body = image("whole", { config, subject: descriptor(ZERO) });
    const init = { method: "PUT", body, headers: { "content-type": IMAGE } };
    expect((await ask(`${origin}/v2/whole/manifests/x`, init)).status).toBe(201);
    expect((await ask(`${origin}/v2/whole/manifests/x`, { headers: { accept: IMAGE } })).text).toBe(body);
  });

  test("what a stage says of itself fits its switches", () => {
    for (const { id, switches, truth, passive, about, title } of STAGES) {
      const hasApi = ["on", "400-unknown", "empty"].includes(switches.referrersApi);
      expect([id, truth.referrersApi, passive.referrersApi]).toEqual([
        id,
        hasApi ? "supported" : "unsupported",
        hasApi ? "supported" : "unsupported",
      ]);
      expect(truth.proposalE === "bicycle", id).toBe(!hasApi);
      expect([id, truth.oci11 === "rc-era"]).toEqual([id, switches.artifactManifest === "accepted"]);
      expect(about.endsWith("."), id).toBe(true);
      expect(title.length, id).toBeGreaterThan(5);
    }
  });
});

const content = loadContent(contentDirectory);
const filled = await startSandbox({ contentDirectory });
afterAll(() => filled.close());

describe("the demo content", () => {
  test.each(filled.stages.map((stage) => [stage.id, stage] as const))(
    "of %s is served as it is",
    async (id, stage) => {
      for (const { name, blobs, manifests } of content.stages[id].repositories) {
        for (const { digest, bytes, mediaType, tags } of manifests) {
          const get = await asUser(stage, `/v2/${name}/manifests/${digest}`, {
            headers: { accept: ACCEPT_MANIFESTS },
          });
          expect([
            get.status,
            get.headers.get("content-type"),
            get.text === Buffer.from(bytes).toString(),
          ]).toEqual([200, mediaType, true]);
          for (const tag of tags) expect(stage.registry.store.repository(name).tags.get(tag)).toBe(digest);
        }
        for (const { digest } of blobs) expect(stage.registry.store.blob(name, digest)).toBeDefined();
      }
    },
  );

  test.each(filled.stages.map((stage) => [stage.id, stage] as const))(
    "of %s is listed as the catalog says",
    async (id, stage) => {
      const { store } = stage.registry;
      for (const { name, manifests } of content.stages[id].repositories) {
        const indexed = [...store.repository(name).referrers.values()].flatMap((set) => [...set]);
        expect(new Set(indexed)).toEqual(new Set(manifests.filter((m) => m.indexed).map((m) => m.digest)));
        if (stage.switches.referrersApi !== "on") continue;
        for (const subject of store.repository(name).referrers.keys()) {
          const list = await asUser(stage, `/v2/${name}/referrers/${subject}`);
          const expected = store
            .referrersOf(name, subject)
            .filter(
              ({ mediaType, facts }) => mediaType !== ORAS && (facts.subject || stage.switches.refersField),
            );
          expect(digests(list)).toEqual(expected.map((manifest) => manifest.digest));
        }
      }
    },
  );

  test("every sample leads to a manifest", async () => {
    for (const stage of filled.stages) {
      expect(stage.samples.length, stage.id).toBeGreaterThan(0);
      for (const { repository, tag, reference } of stage.samples) {
        expect(reference).toBe(`${stage.host}/${repository}:${tag}`);
        const init = { method: "HEAD", headers: { accept: ACCEPT_MANIFESTS } };
        expect((await asUser(stage, `/v2/${repository}/manifests/${tag}`, init)).status, reference).toBe(200);
      }
    }
  });
});
