// Writes are off unless they were switched on: a named registry is not even asked.
import { afterAll, expect, test } from "vitest";
import { problemSchema } from "#lib/api";
import { createRegistry } from "#lib/sandbox";

const registry = createRegistry();
const { origin, close } = await registry.listen();
afterAll(() => close());
process.env.REFSCOPE_DEMO = "off";
process.env.REFSCOPE_PRIVATE_REGISTRIES = origin;
const { POST } = await import("./route.ts");

function post(body: object): Promise<Response> {
  const headers = { host: "127.0.0.1:3000", "content-type": "application/json" };
  return POST(new Request("http://127.0.0.1:3000/", { method: "POST", headers, body: JSON.stringify(body) }));
}

test("a scratch repository is refused", async () => {
  const answer = await post({ registry: new URL(origin).host, repository: "team/scratch" });
  expect(problemSchema.parse(await answer.json())).toMatchObject({ code: "writes-off", status: 403 });
  expect(registry.requests.entries).toEqual([]);
});

test("without demo registries there is nowhere to run", async () => {
  const answer = await post({});
  const problem = problemSchema.parse(await answer.json());
  expect(problem.code).toBe("bad-request");
  expect(problem.detail).toContain("REFSCOPE_DEMO is off");
});
