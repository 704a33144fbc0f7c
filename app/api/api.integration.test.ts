// The API as scripts use it: each route's own handler over the demo registries' real HTTP.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  explorationSchema,
  exploreEventSchema,
  knownRegistriesSchema,
  probeSchema,
  problemSchema,
  visibilitySchema,
} from "#lib/api";
import { createRegistry, type Listening } from "#lib/sandbox";

type Route = (request: Request) => Promise<Response>;
let routes: Record<"explore" | "probe" | "raw" | "visibility", Route>;
let gets: Record<"registries" | "openapi", Route>;
/** A registry besides the demo's, whose log tells whether anything was asked. */
const canary = createRegistry();
let canaryServer: Listening;
let canaryImage: string;
let known: { registry: string }[];

beforeAll(async () => {
  canaryServer = await canary.listen();
  const origin = new URL(canaryServer.origin);
  process.env.REFSCOPE_DEMO_PORT = "0";
  process.env.REFSCOPE_PRIVATE_REGISTRIES = `http://${origin.host}`;
  const bytes = JSON.stringify({ schemaVersion: 2, mediaType: MANIFEST, config: EMPTY, layers: [] });
  canary.put("canary/app", { tag: "1", mediaType: MANIFEST, bytes });
  canaryImage = `${origin.host}/canary/app:1`;
  routes = {
    explore: (await import("./explore/route.ts")).POST,
    probe: (await import("./probe/route.ts")).POST,
    raw: (await import("./raw/route.ts")).POST,
    visibility: (await import("./visibility/route.ts")).POST,
  };
  gets = {
    registries: (await import("./registries/route.ts")).GET,
    openapi: (await import("./openapi.json/route.ts")).GET,
  };
  known = await (await gets.registries(own("GET"))).json();
});
afterAll(() => canaryServer.close());

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const EMPTY = {
  mediaType: "application/vnd.oci.empty.v1+json",
  digest: "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
  size: 2,
};

function host(stage: string): string {
  return known.find(({ registry }) => registry.startsWith(`${stage}.`))?.registry ?? "";
}

const OWN = { host: "127.0.0.1:3000", "content-type": "application/json" };

function post(route: Route, body: unknown, headers: Record<string, string> = OWN): Promise<Response> {
  return route(
    new Request("http://127.0.0.1:3000/", { method: "POST", headers, body: JSON.stringify(body) }),
  );
}

async function problem(answer: Response) {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const body = problemSchema.parse(await answer.json());
  expect(body.status).toBe(answer.status);
  return body;
}

describe("POST /api/explore", () => {
  test("as JSON: the whole exploration, as its schema says", async () => {
    const answer = await post(routes.explore, { reference: `${host("motorcycle")}/refscope/app:0.1` });
    const exploration = explorationSchema.parse(await answer.json());
    expect(exploration.completeness).toBe("complete");
    expect(exploration.graph.nodes.length).toBeGreaterThan(10);
    expect(answer.headers.get("cache-control")).toContain("no-store");
  });

  test("as NDJSON: the image first, each event as its schema says, and the same exploration at the end", async () => {
    const body = { reference: `${host("bicycle")}/refscope/app:0.1` };
    const answer = await post(routes.explore, body, { ...OWN, accept: "application/x-ndjson" });
    const events = (await answer.text())
      .trim()
      .split("\n")
      .map((line) => exploreEventSchema.parse(JSON.parse(line)));
    expect(events[0]?.type).toBe("image");
    const done = events.at(-1);
    if (done?.type !== "done") throw new Error("the last line is not done");
    const { graph, exchanges } = done.exploration;
    const streamed = (type: string) => events.filter((event) => event.type === type);
    const nodes = new Set(streamed("node").map((event) => (event.type === "node" ? event.node.id : "")));
    expect(nodes).toEqual(new Set(graph.nodes.map(({ id }) => id)));
    expect(streamed("exchange")).toHaveLength(exchanges.length);
    expect(new Set(exchanges.map(({ id }) => id)).size).toBe(exchanges.length);
    expect(streamed("registry").length).toBeGreaterThan(0);
  });

  test("every finding's and node's evidence is among the exchanges", async () => {
    const answer = await post(routes.explore, { reference: `${host("midway")}/refscope/app:0.1` });
    const { findings, graph, exchanges, upgrade } = explorationSchema.parse(await answer.json());
    const ids = new Set(exchanges.map(({ id }) => id));
    const cited = [
      ...findings.flatMap((finding) => finding.exchanges),
      ...graph.nodes.flatMap((node) => node.exchanges),
      ...Object.values(upgrade.capabilities).flatMap(({ evidence }) => evidence),
    ];
    expect(cited.filter((id) => !ids.has(id))).toEqual([]);
    expect(upgrade.reindexGap).toHaveLength(3);
  });

  test("only the strategies that were named are asked", async () => {
    const reference = `${host("bicycle")}/refscope/app:0.1`;
    const answer = await post(routes.explore, { reference, strategies: ["cosign-tag"] });
    const { findings, graph } = explorationSchema.parse(await answer.json());
    const asked = findings.filter(({ outcome }) => outcome !== "not-asked").map(({ strategy }) => strategy);
    expect(new Set(asked)).toEqual(new Set(["cosign-tag"]));
    expect(graph.edges.some(({ relation }) => relation === "tag")).toBe(true);
  });

  test.each([
    ["an unknown tag", () => `${host("motorcycle")}/refscope/app:nope`, "not-found", 404],
    ["a private repository", () => `${host("guarded")}/private/app:0.1`, "credentials-refused", 403],
    ["a loopback port that is not listed", () => "localhost:1/app:1", "address-refused", 403],
    ["a private address", () => "10.1.2.3/app:1", "address-refused", 403],
    ["a name that does not resolve", () => "nosuch.invalid/app:1", "host-not-found", 502],
    ["a bad reference", () => "Not A Reference", "bad-reference", 400],
  ])("%s is a typed problem, streamed or not", async (_, reference, code, status) => {
    for (const accept of ["application/json", "application/x-ndjson"]) {
      const answer = await post(routes.explore, { reference: reference() }, { ...OWN, accept });
      expect(await problem(answer)).toMatchObject({ code, status });
    }
  });

  test.each([
    ["no body", undefined],
    ["no reference", {}],
    ["an unknown field", { reference: "ubuntu", depht: 3 }],
    ["a depth of nothing", { reference: "ubuntu", depth: 0 }],
    ["an unknown strategy", { reference: "ubuntu", strategies: ["magic"] }],
  ])("%s is a bad request that says what is wrong", async (_, body) => {
    const { code, detail } = await problem(await post(routes.explore, body));
    expect(code).toBe("bad-request");
    expect(detail.length).toBeGreaterThan(5);
  });

  test("a body over 64 KiB is refused unread", async () => {
    const answer = await post(routes.explore, { reference: "a".repeat(70_000) });
    expect((await problem(answer)).detail).toContain("65536");
  });

  test("a caller who leaves ends the exploration, down to the registry's sockets", async () => {
    const asked = Promise.withResolvers<void>();
    const dropped = Promise.withResolvers<string>();
    canary.onRequest = ({ url }, response) => {
      if (!url?.includes("/referrers/")) return undefined;
      response.once("close", () => dropped.resolve("dropped"));
      asked.resolve();
      return "handled"; // and never answered
    };
    const answer = await post(
      routes.explore,
      { reference: canaryImage },
      { ...OWN, accept: "application/x-ndjson" },
    );
    await asked.promise;
    await answer.body?.cancel();
    expect(await dropped.promise).toBe("dropped");
    canary.onRequest = undefined;
  });
});

describe("POST /api/probe", () => {
  test("a probe, as its schema says, remembered by GET /api/registries", async () => {
    const registry = host("midway");
    const answer = await post(routes.probe, { registry, repository: "refscope/app" });
    const probe = probeSchema.parse(await answer.json());
    expect(probe.upgrade.proposalE).toMatchObject({ state: "motorcycle", step: 3 });
    const met = knownRegistriesSchema.parse(await (await gets.registries(own("GET"))).json());
    expect(met.find((entry) => entry.registry === registry)?.upgrade).toEqual(probe.upgrade);
  });

  test("with its evidence where that is asked for, and of the hosts that are named", async () => {
    const registry = host("midway");
    const read = async (query: string) => {
      const request = new Request(`http://127.0.0.1:3000/?${query}`, { headers: OWN });
      return knownRegistriesSchema.parse(await (await gets.registries(request)).json());
    };
    const [met, ...others] = await read(`evidence=1&registry=${registry}&registry=nosuch.example`);
    expect(others).toEqual([]);
    expect(met).toMatchObject({ registry, learnt: "probe" });
    const sent = new Set(met?.exchanges?.map(({ id }) => id));
    const cited = Object.values(met?.upgrade?.capabilities ?? {}).flatMap(({ evidence }) => evidence);
    expect(cited.length).toBeGreaterThan(5);
    expect(cited.filter((id) => !sent.has(id))).toEqual([]);
    for (const { exchanges } of await read("evidence=0")) expect(exchanges).toBeUndefined();
    expect(await read(`registry=${registry}`)).toHaveLength(1);
  });

  test.each(["refscope/ap:0.1", "Refscope/app", "a b"])(
    "%s is no repository's name, so nothing is asked and no verdict is touched",
    async (repository) => {
      const registry = host("midway");
      const answer = await post(routes.probe, { registry, repository });
      expect(answer.status).toBe(400);
      expect(problemSchema.parse(await answer.json()).code).toBe("bad-reference");
      const met = knownRegistriesSchema.parse(await (await gets.registries(own("GET"))).json());
      expect(met.find((entry) => entry.registry === registry)?.upgrade?.proposalE.state).toBe("motorcycle");
    },
  );

  test("a registry that cannot be reached is a problem, not a verdict", async () => {
    const body = await problem(await post(routes.probe, { registry: "nosuch.invalid" }));
    expect(body.code).toBe("host-not-found");
  });
});

describe("POST /api/visibility", () => {
  test("who sees what, as its schema says, each cell an index of a verdict", async () => {
    const answer = await post(routes.visibility, { reference: `${host("midway")}/refscope/app:0.1` });
    expect(answer.headers.get("cache-control")).toContain("no-store");
    const { rows, columns, cells, verdicts } = visibilitySchema.parse(await answer.json());
    expect(rows.length).toBeGreaterThan(10);
    expect(columns.map(({ group }) => group).slice(0, 4)).toEqual([...Array(3).fill("generation"), "client"]);
    expect(cells.map((row) => row.length)).toEqual(rows.map(() => columns.length));
    expect(cells.flat().filter((at) => verdicts[at] === undefined)).toEqual([]);
  });

  test("an image that cannot be had is a problem", async () => {
    const gone = { reference: `${host("midway")}/refscope/app:no-such-tag` };
    expect((await problem(await post(routes.visibility, gone))).code).toBe("not-found");
    expect((await problem(await post(routes.visibility, { reference: "" }))).code).toBe("bad-request");
  });
});

describe("POST /api/raw", () => {
  test("the bytes of a manifest, hashed, as an attachment that nothing runs", async () => {
    const explored = await post(routes.explore, { reference: `${host("motorcycle")}/refscope/app:0.1` });
    const { resolved } = explorationSchema.parse(await explored.json());
    const { registry, repository, digest } = resolved;
    const answer = await post(routes.raw, { registry, repository, digest });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(`sha256:${createHash("sha256").update(bytes).digest("hex")}`).toBe(digest);
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="[A-Za-z0-9-]+"$/);
    expect(answer.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const [layer] = JSON.parse(bytes.toString()).layers ?? [];
    expect(layer).toBeUndefined();
  });

  test("a digest that is not there, and one that is none", async () => {
    const place = { registry: host("motorcycle"), repository: "refscope/app" };
    const absent = await post(routes.raw, { ...place, digest: `sha256:${"0".repeat(64)}` });
    expect((await problem(absent)).code).toBe("not-found");
    const none = await post(routes.raw, { ...place, digest: "latest" });
    expect((await problem(none)).status).toBe(400);
  });
});

describe("who may call", () => {
  const FORGED: [string, Record<string, string>][] = [
    ["another origin", { origin: "https://evil.example" }],
    ["the same name on another port", { origin: "http://127.0.0.1:9999" }],
    ["no origin at all", { origin: "null" }],
    ["cross-site", { "sec-fetch-site": "cross-site" }],
    ["same-site", { "sec-fetch-site": "same-site" }],
    ["a form's content type", { "content-type": "text/plain" }],
    ["a form", { "content-type": "application/x-www-form-urlencoded" }],
  ];

  test.each(FORGED)("%s: refused on every POST, and no registry hears of it", async (_, forged) => {
    const before = canary.requests.entries.length;
    const place = { registry: canaryImage.split("/")[0], repository: "canary/app" };
    const bodies = {
      explore: { reference: canaryImage },
      probe: place,
      raw: { ...place, digest: EMPTY.digest },
      visibility: { reference: canaryImage },
    };
    for (const name of ["explore", "probe", "raw", "visibility"] as const) {
      const answer = await post(routes[name], bodies[name], { ...OWN, ...forged });
      expect([400, 403]).toContain(answer.status);
    }
    expect(canary.requests.entries.length).toBe(before);
  });

  test.each(["evil.example", "127.0.0.1.evil.example:3000", "", "localhost.evil.example"])(
    "Host %j is answered by no route",
    async (foreign) => {
      for (const route of [...Object.values(routes), ...Object.values(gets)]) {
        const answer = await route(own(route === routes.explore ? "POST" : "GET", { host: foreign }));
        expect(answer.status).toBe(421);
      }
    },
  );

  test("its own pages may", async () => {
    const headers = { ...OWN, origin: "http://127.0.0.1:3000", "sec-fetch-site": "same-origin" };
    const answer = await post(routes.explore, { reference: `${host("bicycle")}/legacy/report:7` }, headers);
    expect(answer.status).toBe(200);
  });
});

test("GET /api/openapi.json describes every call", async () => {
  const document = await (await gets.openapi(own("GET"))).json();
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(["/api/explore", "/api/probe", "/api/raw", "/api/openapi.json", "/healthz"]),
  );
});

function own(method: string, headers: Record<string, string> = {}): Request {
  const body = method === "POST" ? { body: "{}" } : {};
  return new Request("http://127.0.0.1:3000/", { method, headers: { ...OWN, ...headers }, ...body });
}
