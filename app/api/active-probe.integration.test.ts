// The calls that write, as scripts use them, on registries of this process: with writes on.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type ActiveProbe,
  type ActiveProbeRequest,
  activeProbeSchema,
  cleaningSchema,
  knownRegistriesSchema,
  leftoversSchema,
  problemSchema,
} from "#lib/api";
import { createRegistry, type Listening, type SandboxRegistry } from "#lib/sandbox";

type Route = (request: Request) => Promise<Response>;
let routes: Record<"active" | "clean", Route>;
let gets: Record<"leftovers" | "registries", Route>;
let registry: SandboxRegistry;
let server: Listening;
let host: string;
const folder = mkdtempSync(join(tmpdir(), "refscope-active-"));

beforeAll(async () => {
  registry = createRegistry({
    auth: {
      kind: "bearer",
      user: "writer",
      password: "canary-writer",
      service: "s",
      anonymousRepositories: ["public/"],
    },
  });
  server = await registry.listen();
  host = new URL(server.origin).host;
  const auth = Buffer.from("writer:canary-writer").toString("base64");
  writeFileSync(join(folder, "writers.json"), JSON.stringify({ auths: { [host]: { auth } } }));
  process.env.HOME = folder;
  process.env.DOCKER_CONFIG = folder;
  process.env.REFSCOPE_DEMO = "off";
  process.env.REFSCOPE_PRIVATE_REGISTRIES = server.origin;
  process.env.REFSCOPE_WRITES = "on";
  process.env.REFSCOPE_WRITE_AUTH_FILE = join(folder, "writers.json");
  process.env.REFSCOPE_DATA_DIR = join(folder, "data");
  routes = {
    active: (await import("./probe/active/route.ts")).POST,
    clean: (await import("./leftovers/clean/route.ts")).POST,
  };
  gets = {
    leftovers: (await import("./leftovers/route.ts")).GET,
    registries: (await import("./registries/route.ts")).GET,
  };
});
afterEach(() => {
  registry.onRequest = undefined;
  registry.switches.deletes = true;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const OWN = { host: "127.0.0.1:3000", "content-type": "application/json" };

function post(route: Route, body: unknown, headers: Record<string, string> = OWN): Promise<Response> {
  return route(
    new Request("http://127.0.0.1:3000/", { method: "POST", headers, body: JSON.stringify(body) }),
  );
}

async function get(route: Route): Promise<unknown> {
  return (await route(new Request("http://127.0.0.1:3000/", { headers: OWN }))).json();
}

function probe(repository: string, more: Partial<ActiveProbeRequest> = {}): Promise<Response> {
  return post(routes.active, { registry: host, repository, confirm: repository, ...more });
}

async function probed(repository: string, more: Partial<ActiveProbeRequest> = {}): Promise<ActiveProbe> {
  const answer = await probe(repository, more);
  const body = await answer.json();
  expect([answer.status, body.detail]).toEqual([200, undefined]);
  return activeProbeSchema.parse(body);
}

const isEmpty = (repository: string) => {
  const { manifests, tags, blobs } = registry.store.repository(repository);
  return manifests.size + tags.size + blobs.size === 0;
};

describe("POST /api/probe/active", () => {
  test("both readings decided, thirteen steps with evidence, nothing left", async () => {
    const answer = await probed("scratch/one");
    expect(answer).toMatchObject({
      registry: host,
      repository: "scratch/one",
      dryRun: false,
      upgrade: { proposalE: { state: "not-representable", step: 3 }, oci11: { state: "complete" } },
      leftovers: [],
    });
    expect(answer.steps.map(({ id }) => id)).toEqual(Array.from({ length: 13 }, (_, i) => `A${i + 1}`));
    const ids = new Set(answer.exchanges.map(({ id }) => id));
    const cited = [
      ...answer.steps.flatMap(({ exchanges }) => exchanges),
      ...Object.values(answer.upgrade.capabilities).flatMap(({ evidence }) => evidence),
    ];
    expect(cited.filter((id) => !ids.has(id))).toEqual([]);
    expect(answer.pushed.length).toBeGreaterThan(12);
    expect(answer.pushed.filter(({ ending }) => ending === "left")).toEqual([]);
    expect(isEmpty("scratch/one")).toBe(true);
    expect(readdirSync(join(folder, "data", "pushed"))).toEqual([]);
    expect(JSON.stringify(answer)).not.toContain("canary-");
  });

  test("its own credential is used, and shown by its source alone", async () => {
    const { exchanges } = await probed("scratch/credential");
    const put = exchanges.find(({ method, status }) => method === "PUT" && status === 201);
    expect(put?.credential).toBe("token for writers.json, user writer");
  });

  test("the verdict is remembered like a probe's", async () => {
    await probed("scratch/remembered");
    const known = knownRegistriesSchema.parse(await get(gets.registries));
    expect(known).toMatchObject([
      { registry: host, learnt: "probe", upgrade: { oci11: { state: "complete" } } },
    ]);
    const { capabilities } = known[0]?.upgrade ?? {};
    expect(capabilities?.artifactManifest).toMatchObject({ support: "unsupported", because: "answered" });
  });

  test.each<[string, Partial<ActiveProbeRequest> & Record<string, unknown>, RegExp]>([
    ["another name", { confirm: "scratch/two" }, /confirm: write the repository's name here once more/],
    ["no confirmation", { confirm: undefined }, /confirm: /],
    ["a field that it does not know", { force: true }, /force/],
    ["a run that is none", { run: "../../x" }, /run: /],
  ])("%s is refused, and nothing is asked", async (_, more, detail) => {
    registry.requests.clear();
    const answer = await probe("scratch/refused", more);
    const problem = problemSchema.parse(await answer.json());
    expect([answer.status, problem.code]).toEqual([400, "bad-request"]);
    expect(problem.detail).toMatch(detail);
    expect(registry.requests.entries).toEqual([]);
  });

  test.each(["a/../b", "team/app?x", "team/app:latest", "Team"])(
    "%s is no repository, and nothing is asked",
    async (repository) => {
      registry.requests.clear();
      const answer = await probe(repository);
      const problem = problemSchema.parse(await answer.json());
      expect([answer.status, problem.code]).toEqual([400, "bad-reference"]);
      expect(registry.requests.entries).toEqual([]);
    },
  );

  test("a page of another site cannot make it write", async () => {
    const body = { registry: host, repository: "a", confirm: "a" };
    for (const headers of [
      { ...OWN, origin: "https://evil.example" },
      { ...OWN, "sec-fetch-site": "cross-site" },
    ]) {
      for (const route of [routes.active, routes.clean])
        expect((await post(route, body, headers)).status).toBe(403);
    }
  });

  test("a repository that holds something is refused, unless that was said; then it is left as it was", async () => {
    const mediaType = "application/vnd.oci.image.manifest.v1+json";
    const bytes = JSON.stringify({ schemaVersion: 2, mediaType, layers: [] });
    registry.put("scratch/used", { tag: "mine", mediaType, bytes });
    registry.requests.clear();
    const answer = await probe("scratch/used");
    const problem = problemSchema.parse(await answer.json());
    expect([answer.status, problem.code, problem.detail]).toEqual([
      409,
      "scratch-in-use",
      "scratch/used holds the tags mine.",
    ]);
    expect(registry.requests.entries.every(({ method }) => method === "GET" || method === "HEAD")).toBe(true);
    expect((await probed("scratch/used", { notEmpty: true })).leftovers).toEqual([]);
    const { tags, manifests } = registry.store.repository("scratch/used");
    expect([[...tags.keys()], manifests.size]).toEqual([["mine"], 1]);
    // Refused before it began, it is not going on.
    expect(await get(gets.leftovers)).toEqual([]);
  });

  test("two at once in one repository: the second is told to come again", async () => {
    const [first, second] = await Promise.all([probe("scratch/twice"), probe("scratch/twice")]);
    expect([first.status, second.status]).toEqual([200, 429]);
    expect(problemSchema.parse(await second.json())).toMatchObject({
      code: "too-busy",
      retryAfterSeconds: 10,
    });
    expect(isEmpty("scratch/twice")).toBe(true);
  });

  test("two at once by two names of one registry: the second is told to come again as well", async () => {
    const names = [host, host.replace("127.0.0.1", "localhost")];
    const answers = await Promise.all(names.map((name) => probe("scratch/names", { registry: name })));
    expect(answers.map(({ status }) => status)).toEqual([200, 429]);
    expect(isEmpty("scratch/names")).toBe(true);
  });

  test("a registry that cannot be reached is a fault, and nothing is written down", async () => {
    registry.onRequest = () => "drop";
    expect((await probe("scratch/gone")).status).toBe(502);
    expect(await get(gets.leftovers)).toEqual([]);
  });
});

describe("a dry run", () => {
  /** Methods and paths of what the registry was sent, but for logging in. */
  const sent = () => {
    const answered = registry.requests.entries.filter(({ url, status, method }) => {
      const isRefused = status === 401 && !(method === "GET" && url === "/v2/");
      return !url.startsWith("/token") && !isRefused;
    });
    return answered.map(({ method, url }) => {
      return `${method} ${decodeURIComponent(url).replace(/(\/blobs\/uploads\/)[^?]+/, "$1…")}`;
    });
  };
  /** A registry whose HEAD has found something is not asked again with GET where it finds nothing. */
  const withoutSecondLooks = (lines: string[]) =>
    lines.filter((line, at) => !line.startsWith("GET") || lines[at - 1] !== line.replace("GET", "HEAD"));

  test("asks nobody, and its plan is what is then sent", async () => {
    registry.requests.clear();
    const rehearsed = await probed("scratch/plan", { dryRun: true });
    expect(registry.requests.entries).toEqual([]);
    expect(await get(gets.leftovers)).toEqual([]);
    expect(rehearsed).toMatchObject({ dryRun: true, exchanges: [], pushed: [] });
    expect(rehearsed.steps.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 13 }, () => "not-run"),
    );
    expect(Object.values(rehearsed.upgrade.capabilities).every(({ support }) => support === "unknown")).toBe(
      true,
    );

    const plan = rehearsed.plan?.map(({ method, path }) => `${method} ${path}`) ?? [];
    const writes = (lines: string[]) => lines.filter((line) => !/^(GET|HEAD)/.test(line));
    // The rehearsal's registry takes the two artifact manifests as well: what is read of them comes on top.
    registry.switches.artifactManifest = "accepted";
    registry.switches.orasManifest = "accepted";
    const real = await probed("scratch/plan", { run: rehearsed.run });
    expect(real.run).toBe(rehearsed.run);
    expect(writes(sent())).toEqual(writes(plan));
    expect(withoutSecondLooks(sent()).toSorted()).toEqual(withoutSecondLooks(plan).toSorted());
    expect(rehearsed.plan?.filter(({ step }) => step !== undefined).length).toBeGreaterThan(25);
    expect(rehearsed.plan?.every(({ what }) => what !== "")).toBe(true);
  });

  test("of a registry that refuses, nothing is sent that is not in the plan", async () => {
    for (const switches of [
      { referrersApi: "off" },
      { subject: "rejected" },
      { readOnly: true },
      { deletes: false },
    ]) {
      const before = { ...registry.switches };
      Object.assign(registry.switches, switches);
      const repository = `scratch/${Object.keys(switches)[0]?.toLowerCase()}`;
      const rehearsed = await probed(repository, { dryRun: true });
      registry.requests.clear();
      await probed(repository, { run: rehearsed.run });
      const plan = new Set(rehearsed.plan?.map(({ method, path }) => `${method} ${path}`));
      // A control question of the reading that the plan's registry gave no cause for.
      const more = sent().filter((line) => !plan.has(line) && !line.includes("/referrerz/"));
      expect(more).toEqual([]);
      Object.assign(registry.switches, before);
    }
  });
});

describe("leftovers", () => {
  test("are told, with why, and can be cleaned up later", async () => {
    registry.switches.deletes = false;
    const { leftovers, run, pushed } = await probed("scratch/left");
    expect(leftovers.length).toBe(pushed.filter(({ ending }) => ending === "left").length);
    expect(leftovers[0]).toMatchObject({
      registry: host,
      repository: "scratch/left",
      reason: expect.stringContaining("405"),
      exchanges: [expect.any(String), expect.any(String)],
    });
    registry.requests.clear();
    const told = leftoversSchema.parse(await get(gets.leftovers)).filter((one) => one.run === run);
    expect(told).toMatchObject([{ run, isRunning: false, damaged: 0, things: { length: leftovers.length } }]);
    expect(registry.requests.entries).toEqual([]);

    const first = cleaningSchema.parse(await (await post(routes.clean, { run })).json());
    expect(first.leftovers).toHaveLength(leftovers.length);
    registry.switches.deletes = true;
    const second = cleaningSchema.parse(await (await post(routes.clean, { run })).json());
    expect(second.leftovers).toEqual([]);
    expect(second.pushed.every(({ ending }) => ending === "removed")).toBe(true);
    expect(second.exchanges.length).toBeGreaterThan(0);
    expect(isEmpty("scratch/left")).toBe(true);
    const gone = await post(routes.clean, { run });
    expect(problemSchema.parse(await gone.json())).toMatchObject({ status: 404, code: "not-found" });
  });

  test("are not cleaned up while another run is at the same place", async () => {
    registry.switches.deletes = false;
    const { run } = await probed("scratch/turns");
    registry.switches.deletes = true;
    const running = probe("scratch/turns", { notEmpty: true });
    // The run has its turn once it has asked its first question.
    while (!registry.requests.lines().at(-1)?.includes("scratch/turns")) await new Promise(setImmediate);
    const early = await post(routes.clean, { run });
    expect(problemSchema.parse(await early.json())).toMatchObject({ status: 429, code: "too-busy" });
    expect((await running).status).toBe(200);
    const late = cleaningSchema.parse(await (await post(routes.clean, { run })).json());
    expect(late.leftovers).toEqual([]);
    expect(isEmpty("scratch/turns")).toBe(true);
  });

  test.each([{ run: "x" }, {}, { run: "0123456789abcdef", force: true }])("%j is no run", async (body) => {
    expect((await post(routes.clean, body)).status).toBe(400);
  });
});
