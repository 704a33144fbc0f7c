// What is not there: a digest, a tag, a whole repository, on registries that say which and on those that do not.
import { once } from "node:events";
import { createServer } from "node:http";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { asExplorerError } from "#lib/errors";
import { createRegistry } from "#lib/sandbox";
import { context } from "./context.ts";
import { exploreReference } from "./explore-reference.ts";

let host: string;
const MISSING = `sha256:${"0".repeat(64)}`;

beforeEach(async () => {
  const registry = createRegistry();
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const config = { mediaType: "application/vnd.oci.empty.v1+json", digest: MISSING, size: 2 };
  const bytes = JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [] });
  registry.put("shop/app", { tag: "v1", mediaType, bytes });
  const listening = await registry.listen();
  host = new URL(listening.origin).host;
  Reflect.deleteProperty(globalThis, Symbol.for("refscope.context"));
  vi.stubEnv("REFSCOPE_DEMO", "off");
  vi.stubEnv("REFSCOPE_PRIVATE_REGISTRIES", `http://${host}`);
  return async () => {
    await (await context()).client.close();
    await listening.close();
    vi.unstubAllEnvs();
  };
});

async function explored(reference: string): Promise<string> {
  const signal = new AbortController().signal;
  const asked = {
    reference: `${host}/${reference}`,
    lens: "everything" as const,
    depth: 2,
    maxNodes: 50,
    otherRepositories: [],
  };
  try {
    const { graph } = await exploreReference(asked, { signal, emit: () => {}, onExchange: () => {} });
    return graph.nodes.map(({ state }) => state).join();
  } catch (thrown) {
    return String(Reflect.get(Object(thrown), "code"));
  }
}

test("an unknown repository is not found, and an unknown manifest of a known one is a missing node", async () => {
  const ask = async () => [await explored(`none@${MISSING}`), await explored(`shop/app@${MISSING}`)];
  const first = await ask();
  expect(first).toEqual(["not-found", "missing"]);
  // From here on the registry is known to serve HEAD.
  expect(await explored("shop/app:v1")).toBe("present");
  expect(await ask()).toEqual(first);
});

async function faultOf(reference: string) {
  const signal = new AbortController().signal;
  const asked = { reference, lens: "everything" as const, depth: 2, maxNodes: 50, otherRepositories: [] };
  try {
    await exploreReference(asked, { signal, emit: () => {}, onExchange: () => {} });
    throw new Error("it was explored");
  } catch (thrown) {
    const { code, missing, message, exchanges } = asExplorerError(thrown);
    return { code, missing, message, requests: exchanges.length };
  }
}

/** A registry of scripted answers: a status and a body for the manifest's path, and for the tag list's. */
async function scripted(manifest: Scripted, tags: Scripted): Promise<string> {
  const server = createServer((request, response) => {
    const { status, body } = request.url?.includes("/tags/list") ? tags : manifest;
    response.writeHead(status, { "content-type": body ? "application/json" : "text/plain" });
    response.end(body && request.method !== "HEAD" ? body : undefined);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  vi.stubEnv("REFSCOPE_PRIVATE_REGISTRIES", `http://127.0.0.1:${port}`);
  return `127.0.0.1:${port}`;
}

type Scripted = { status: number; body?: string };
const saying = (code: string, status = 404): Scripted => ({
  status,
  body: JSON.stringify({ errors: [{ code, message: "no" }] }),
});
const LISTED: Scripted = { status: 200, body: JSON.stringify({ name: "shop/app", tags: ["v1"] }) };

test("an unknown tag is one of a repository that is there, and an unknown repository is no tag", async () => {
  const ask = async () => [await faultOf(`${host}/shop/app:none`), await faultOf(`${host}/none:v1`)];
  const first = await ask();
  expect(first).toMatchObject([
    {
      code: "not-found",
      missing: "image",
      message: expect.stringContaining("404 MANIFEST_UNKNOWN: it has the"),
    },
    {
      code: "not-found",
      missing: "repository",
      message: expect.stringContaining("404 NAME_UNKNOWN: it has no"),
    },
  ]);
  // From here on the registry is known to serve HEAD.
  expect(await explored("shop/app:v1")).toBe("present");
  expect(await ask()).toMatchObject(first.map(({ code, missing, message }) => ({ code, missing, message })));
});

test.each<[string, Scripted, Scripted, string]>([
  [
    "the tag list does not know the repository",
    saying("MANIFEST_UNKNOWN"),
    saying("NAME_UNKNOWN"),
    "repository",
  ],
  ["neither answer says what it does not find", saying("NOT_FOUND"), saying("NOT_FOUND"), "either"],
  ...["UNSUPPORTED", "DENIED", "UNAUTHORIZED", "NOT_FOUND", "PAGE_NOT_FOUND"].map(
    (code): [string, Scripted, Scripted, string] => [
      `it speaks of the manifest, and the tag list of something else: ${code}`,
      ...([saying("MANIFEST_UNKNOWN"), saying(code)] as const),
      "either",
    ],
  ),
  ["the tag list is given", { status: 404 }, LISTED, "image"],
  [
    "the tags are not shown, and it speaks of the manifest",
    saying("MANIFEST_UNKNOWN"),
    saying("DENIED", 403),
    "image",
  ],
  ["neither answer says a word", { status: 404 }, { status: 404 }, "either"],
  ["it speaks of the manifest, and has no tag list", saying("MANIFEST_UNKNOWN"), { status: 404 }, "either"],
])("where %s", async (_, manifest, tags, missing) => {
  const at = await scripted(manifest, tags);
  const fault = await faultOf(`${at}/shop/app:v1`);
  expect(fault).toMatchObject({ code: "not-found", missing });
  expect(fault.requests).toBeGreaterThan(2);
  if (missing === "either") expect(fault.message).toContain("does not tell whether");
});
