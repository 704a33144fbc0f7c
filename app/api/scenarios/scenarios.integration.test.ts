// The call as scripts use it: the route's own handler, on demo registries and in a scratch repository.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { problemSchema, type ScenarioEvent, scenarioEventSchema, scenarioRunSchema } from "#lib/api";
import { createRegistry, type Listening, STAGES } from "#lib/sandbox";

const REPOSITORY = "team/scratch";
const registry = createRegistry(STAGES.find(({ id }) => id === "bicycle")?.switches);
const folder = mkdtempSync(join(tmpdir(), "refscope-scenarios-"));
let listening: Listening;
let host: string;
let route: (request: Request) => Promise<Response>;

beforeAll(async () => {
  listening = await registry.listen();
  host = new URL(listening.origin).host;
  process.env.REFSCOPE_DEMO_PORT = "0";
  process.env.REFSCOPE_WRITES = "on";
  process.env.REFSCOPE_DATA_DIR = folder;
  process.env.REFSCOPE_PRIVATE_REGISTRIES = `http://${host}`;
  route = (await import("./route.ts")).POST;
});
afterAll(async () => {
  await listening.close();
  rmSync(folder, { recursive: true });
});

function post(body: object, accept = "application/json", signal?: AbortSignal): Promise<Response> {
  const headers = { host: "127.0.0.1:3000", "content-type": "application/json", accept };
  return route(
    new Request("http://127.0.0.1:3000/", { method: "POST", headers, body: JSON.stringify(body), signal }),
  );
}

async function runsOf(answer: Response) {
  expect(answer.headers.get("cache-control")).toContain("no-store");
  return z.array(scenarioRunSchema).parse(await answer.json());
}

async function problemOf(answer: Response) {
  const problem = problemSchema.parse(await answer.json());
  expect(problem.status).toBe(answer.status);
  return problem;
}

async function linesOf(answer: Response): Promise<ScenarioEvent[]> {
  const lines = (await answer.text()).trimEnd().split("\n");
  return lines.map((line) => scenarioEventSchema.parse(JSON.parse(line)));
}

/** Cleans up after every run that left something. */
async function cleanAll(): Promise<void> {
  const { GET } = await import("../leftovers/route.ts");
  const { POST } = await import("../leftovers/clean/route.ts");
  const headers = { host: "127.0.0.1:3000", "content-type": "application/json" };
  const url = "http://127.0.0.1:3000/";
  const runs = z
    .array(z.object({ run: z.string() }))
    .parse(await (await GET(new Request(url, { headers }))).json());
  for (const { run } of runs) {
    const answer = await POST(new Request(url, { method: "POST", headers, body: JSON.stringify({ run }) }));
    expect(answer.status).toBe(200);
  }
}

/** All that the scratch repository holds. */
function held(): string[] {
  const { tags, manifests, blobs } = registry.store.repository(REPOSITORY);
  return [...tags.keys(), ...manifests.keys(), ...blobs];
}

describe("on the demo registries", () => {
  test("without a choice all eighteen, to the letter of Proposal E", async () => {
    const runs = await runsOf(await post({}));
    expect(runs.map(({ number }) => number)).toEqual(Array.from({ length: 18 }, (_, n) => n + 1));
    expect(new Set(runs.map(({ reading }) => reading))).toEqual(new Set(["proposal-e"]));
    expect(new Set(runs.map(({ verdict }) => verdict))).toEqual(new Set(["holds"]));
  });

  test("the rows that were named, each once, in the table's order, in the reading that was named", async () => {
    const runs = await runsOf(await post({ scenarios: [11, 8, 8], reading: "oci-1.1" }));
    expect(runs.map(({ id, reading }) => `${id} ${reading}`)).toEqual(["8 oci-1.1", "11 oci-1.1"]);
  });

  test("extras alone, or with rows", async () => {
    const alone = await runsOf(await post({ extras: ["quay-like", "quay-like"] }));
    expect(alone.map(({ id }) => id)).toEqual(["quay-like"]);
    const both = await runsOf(await post({ scenarios: [1], extras: ["lost-update"] }));
    expect(both.map(({ id }) => id)).toEqual(["1", "lost-update"]);
  });

  test("line by line: each row begins, takes its steps, and ends", async () => {
    const events = await linesOf(await post({ scenarios: [8, 14] }, "application/x-ndjson"));
    const begins = events.flatMap((event) => (event.type === "begin" ? event.id : []));
    const runs = events.flatMap((event) => (event.type === "run" ? event.run : []));
    expect(begins).toEqual(["8", "14"]);
    expect(runs.map(({ verdict }) => verdict)).toEqual(["holds", "holds"]);
    expect(events.at(-1)).toEqual({ type: "done", runs: 2 });
    expect(events.filter(({ type }) => type === "step").length).toBeGreaterThan(10);
  });

  test("leave nothing listening", async () => {
    const [run] = await runsOf(await post({ scenarios: [1] }));
    const { port } = new URL(`http://${run?.target.registry}`);
    await expect(fetch(`http://127.0.0.1:${port}/v2/`)).rejects.toThrow();
  });
});

describe("in a scratch repository", () => {
  test("its own rows, by OCI 1.1, and nothing is left", async () => {
    const runs = await runsOf(await post({ registry: host, repository: REPOSITORY }));
    const held1 = runs.filter(({ verdict }) => verdict === "holds").map(({ number }) => number);
    expect(held1).toEqual([1, 2, 3, 7, 8, 9, 13, 14, 15]);
    expect(new Set(runs.map(({ reading }) => reading))).toEqual(new Set(["oci-1.1"]));
    expect(runs.every(({ target }) => target.registry === host && target.repository === REPOSITORY)).toBe(
      true,
    );
    expect(held()).toEqual([]);
  });

  test("one that holds something is refused, unless that was said; what is there stays", async () => {
    const bytes = '{"schemaVersion":2}';
    const mediaType = "application/vnd.oci.image.index.v1+json";
    const digest = registry.put(REPOSITORY, { tag: "precious", mediaType, bytes });
    const body = { registry: host, repository: REPOSITORY, scenarios: [8] };
    const problem = await problemOf(await post(body));
    expect(problem).toMatchObject({ code: "scratch-in-use", status: 409 });
    expect(problem.exchanges?.length).toBeGreaterThan(0);
    const [run] = await runsOf(await post({ ...body, notEmpty: true }));
    expect(run).toMatchObject({ id: "8", verdict: "holds" });
    // Content that does not name the run: somebody else here may have come to use it.
    const shared = run?.leftovers.map((left) => left.split(" ")[0]);
    expect(shared).toHaveLength(3);
    expect(run?.leftovers.filter((left) => !left.includes("so it was not deleted"))).toEqual([]);
    expect(held().toSorted()).toEqual(["precious", digest, ...(shared ?? [])].toSorted());
    registry.store.deleteManifest(REPOSITORY, digest);
    await cleanAll();
    expect(held()).toEqual([]);
  });

  test("a caller who leaves in the middle leaves nothing behind", async () => {
    const left = new AbortController();
    registry.onRequest = ({ url }) => {
      if (url?.includes("/referrers/")) left.abort();
      return undefined;
    };
    const body = { registry: host, repository: REPOSITORY };
    const answer = await post(body, "application/x-ndjson", left.signal).then(
      (response) => response.text(),
      () => "",
    );
    expect(answer).not.toContain('"done"');
    await expect.poll(held).toEqual([]);
    registry.onRequest = undefined;
  });

  test("one run at a time: the second is told to come again", async () => {
    const body = { registry: host, repository: REPOSITORY, scenarios: [1, 2, 3] };
    const [first, second] = await Promise.all([post(body), post(body)]);
    const [refused, done] = first.status === 200 ? [second, first] : [first, second];
    expect(await problemOf(refused)).toMatchObject({ code: "too-busy", status: 429, retryAfterSeconds: 10 });
    expect((await runsOf(done)).map(({ verdict }) => verdict)).toEqual(["holds", "holds", "holds"]);
  });

  test("a registry that cannot be reached is a problem", async () => {
    const problem = await problemOf(await post({ registry: "nosuch.invalid", repository: "a/b" }));
    expect(problem.code).toBe("host-not-found");
  });
});

test.each([
  ["a registry without a repository", () => ({ registry: host }), "repository: name it too"],
  ["a repository without a registry", () => ({ repository: REPOSITORY }), "registry: name it too"],
  [
    "extras on a named one",
    () => ({ registry: host, repository: REPOSITORY, extras: ["ghcr-like"] }),
    "extras",
  ],
  ["a row that is none", () => ({ scenarios: [19] }), "scenarios.0"],
  ["no row at all", () => ({ scenarios: [] }), "scenarios"],
  ["an extra that is none", () => ({ extras: ["magic"] }), "extras.0"],
  ["an unknown field", () => ({ rows: [1] }), "rows"],
])("%s is a bad request that says so", async (_, body, said) => {
  for (const accept of ["application/json", "application/x-ndjson"]) {
    const problem = await problemOf(await post(body(), accept));
    expect(problem).toMatchObject({ code: "bad-request", status: 400 });
    expect(problem.detail).toContain(said);
  }
});
