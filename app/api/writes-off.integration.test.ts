// With writes off, as a server is unless told otherwise: whatever is asked of it, it reads.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { problemSchema } from "#lib/api";
import { type Sandbox, STAGES, startSandbox } from "#lib/sandbox";

type Route = (request: Request) => Promise<Response>;
let routes: Record<"explore" | "probe" | "audit" | "visibility" | "active" | "clean", Route>;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({
    contentDirectory: new URL("../../lib/sandbox/content", import.meta.url).pathname,
  });
  process.env.REFSCOPE_DEMO = "off";
  process.env.REFSCOPE_PRIVATE_REGISTRIES = sandbox.stages.map(({ origin }) => origin).join(",");
  delete process.env.REFSCOPE_WRITES;
  routes = {
    explore: (await import("./explore/route.ts")).POST,
    probe: (await import("./probe/route.ts")).POST,
    audit: (await import("./audit/route.ts")).POST,
    visibility: (await import("./visibility/route.ts")).POST,
    active: (await import("./probe/active/route.ts")).POST,
    clean: (await import("./leftovers/clean/route.ts")).POST,
  };
});
afterAll(() => sandbox.close());

function post(name: keyof typeof routes, body: object): Promise<Response> {
  const headers = { host: "127.0.0.1:3000", "content-type": "application/json" };
  return routes[name](
    new Request("http://127.0.0.1:3000/", { method: "POST", headers, body: JSON.stringify(body) }),
  );
}

const hostOf = (origin: string) => new URL(origin).host;

test.each(["active", "clean"] as const)(
  "what writes (%s) is a 403 that says how to switch it on",
  async (name) => {
    const [stage] = sandbox.stages;
    const bodies = {
      active: { registry: hostOf(stage?.origin ?? ""), repository: "scratch", confirm: "scratch" },
      clean: { run: "0123456789abcdef" },
    };
    stage?.registry.requests.clear();
    const answer = await post(name, bodies[name]);
    expect(problemSchema.parse(await answer.json())).toMatchObject({
      status: 403,
      code: "writes-off",
      hint: expect.stringContaining("REFSCOPE_WRITES=on"),
    });
    expect(stage?.registry.requests.entries).toEqual([]);
  },
);

describe("what reads sends GET and HEAD alone", () => {
  test.each(STAGES.map(({ id }) => id))("%s", async (id) => {
    const stage = sandbox.stages.find((one) => one.id === id);
    if (!stage) throw new Error(`no stage ${id}`);
    const methods = new Set<string>();
    stage.registry.onRequest = ({ method = "" }) => {
      methods.add(method);
      return undefined;
    };
    const registry = hostOf(stage.origin);
    for (const { repository, tag } of stage.samples) {
      const reference = `${registry}/${repository}:${tag}`;
      for (const [name, body] of [
        ["explore", { reference }],
        ["visibility", { reference }],
        ["probe", { registry, repository, reference: tag }],
        ["audit", { registry, repository }],
      ] as const) {
        await (await post(name, body)).text();
      }
    }
    expect(methods.size).toBeGreaterThan(0);
    expect([...methods].filter((method) => method !== "GET" && method !== "HEAD")).toEqual([]);
  });
});
