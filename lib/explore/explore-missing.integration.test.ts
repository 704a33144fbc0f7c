// A digest that is not there, on a registry that says what it does not know: the same answer, whatever was asked before.
import { beforeEach, expect, test, vi } from "vitest";
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
