// Two sides that fail on one registry, over real HTTP.
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { asExplorerError, ExplorerError } from "#lib/errors";
import { createRegistry, type Listening } from "#lib/sandbox";
import { compareImages } from "./compare-images.ts";
import { context } from "./context.ts";

const registry = createRegistry();
let server: Listening;

beforeAll(async () => {
  server = await registry.listen({ port: 0 });
  vi.stubEnv("REFSCOPE_DEMO", "off");
  vi.stubEnv("REFSCOPE_PRIVATE_REGISTRIES", server.origin);
});
afterAll(async () => {
  const { reading } = await context();
  await reading.close();
  await server.close();
  vi.unstubAllEnvs();
});

test("each is told with the requests that were made for it", async () => {
  registry.onRequest = ({ url = "" }) => (url.includes("/denied") ? { status: 403 } : undefined);
  const repository = `${new URL(server.origin).host}/shop/app`;
  const urls = new Map<string, string>();
  const fault = await compareImages(
    { left: `${repository}:none`, right: `${repository}:denied` },
    { signal: new AbortController().signal, onExchange: ({ id, url }) => urls.set(id, url) },
  ).catch(asExplorerError);
  const { inputs = [] } = fault instanceof ExplorerError ? fault : {};
  expect(inputs.map(({ field, code }) => [field, code])).toEqual([
    ["left", "not-found"],
    ["right", "credentials-refused"],
  ]);
  const [left = "", right = ""] = inputs.map(({ exchanges = [] }) =>
    exchanges.map((id) => urls.get(id) ?? "").join(" "),
  );
  expect(left).toContain("/manifests/none");
  expect(left).not.toContain("/manifests/denied");
  expect(right).toContain("/manifests/denied");
  expect(right).not.toContain("/manifests/none");
});
