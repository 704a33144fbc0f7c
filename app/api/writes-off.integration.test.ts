// With writes off, as a server is unless told otherwise: nothing that writes is sent, whoever asks for it.
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { problemSchema } from "#lib/api";
import { createRegistry } from "#lib/sandbox";

type Route = (request: Request) => Promise<Response>;
let routes: Record<"active" | "clean", Route>;
const registry = createRegistry();
let host: string;

beforeAll(async () => {
  const { origin, close } = await registry.listen();
  host = new URL(origin).host;
  process.env.REFSCOPE_DEMO = "off";
  process.env.REFSCOPE_PRIVATE_REGISTRIES = origin;
  delete process.env.REFSCOPE_WRITES;
  routes = {
    active: (await import("./probe/active/route.ts")).POST,
    clean: (await import("./leftovers/clean/route.ts")).POST,
  };
  return close;
});

test.each(["active", "clean"] as const)("POST to %s is a 403 that says how to switch it on", async (name) => {
  registry.requests.clear();
  onTestFinished(() => registry.requests.clear());
  const bodies = {
    active: { registry: host, repository: "scratch", confirm: "scratch" },
    clean: { run: "0123456789abcdef" },
  };
  const headers = { host: "127.0.0.1:3000", "content-type": "application/json" };
  const body = JSON.stringify(bodies[name]);
  const answer = await routes[name](new Request("http://127.0.0.1:3000/", { method: "POST", headers, body }));
  expect(problemSchema.parse(await answer.json())).toMatchObject({
    status: 403,
    code: "writes-off",
    hint: expect.stringContaining("REFSCOPE_WRITES=on"),
  });
  expect(registry.requests.entries).toEqual([]);
});
