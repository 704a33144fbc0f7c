// The call as scripts use it: the route's own handler over a registry's real HTTP.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AuditEvent, auditEventSchema, auditSchema, problemSchema } from "#lib/api";
import { createRegistry, type Listening } from "#lib/sandbox";

const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const CONFIG = {
  mediaType: "application/vnd.oci.image.config.v1+json",
  digest: `sha256:${"0".repeat(64)}`,
  size: 2,
};

const registry = createRegistry();
let listening: Listening;
let host: string;
let route: (request: Request) => Promise<Response>;

beforeAll(async () => {
  listening = await registry.listen();
  host = new URL(listening.origin).host;
  process.env.REFSCOPE_DEMO = "off";
  process.env.REFSCOPE_PRIVATE_REGISTRIES = `http://${host}`;
  for (let n = 0; n < 200; n++) {
    const bytes = JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: CONFIG,
      layers: [],
      annotations: { n: `${n}` },
    });
    registry.put("shop/app", { tag: `v${n}`, mediaType: MANIFEST, bytes });
  }
  route = (await import("./route.ts")).POST;
});
afterAll(() => listening.close());

function post(body: object, accept = "application/json", signal?: AbortSignal): Promise<Response> {
  const headers = { host: "127.0.0.1:3000", "content-type": "application/json", accept };
  return route(
    new Request("http://127.0.0.1:3000/", { method: "POST", headers, body: JSON.stringify(body), signal }),
  );
}

async function linesOf(answer: Response): Promise<AuditEvent[]> {
  const text = await answer.text();
  return text
    .trimEnd()
    .split("\n")
    .map((line) => auditEventSchema.parse(JSON.parse(line)));
}

describe("POST /api/audit", () => {
  test("as JSON: the whole audit, as its schema says", async () => {
    const answer = await post({ registry: host, repository: "shop/app" });
    const audit = auditSchema.parse(await answer.json());
    expect(audit).toMatchObject({
      registry: host,
      repository: "shop/app",
      end: "complete",
      completeness: "complete",
    });
    expect(audit.rows).toHaveLength(200);
    expect(answer.headers.get("cache-control")).toContain("no-store");
  });

  test("as NDJSON: rows and progress as they come, and the same audit at the end", async () => {
    const answer = await post({ registry: host, repository: "shop/app" }, "application/x-ndjson");
    expect(answer.headers.get("content-type")).toContain("application/x-ndjson");
    const lines = await linesOf(answer);
    const last = lines.at(-1);
    expect(last?.type).toBe("done");
    const rows = new Map(lines.flatMap((line) => (line.type === "row" ? [[line.row.tag, line.row]] : [])));
    expect(last?.type === "done" && last.audit.rows).toEqual(
      [...rows.values()].toSorted((a, b) => (a.tag < b.tag ? -1 : 1)),
    );
    expect(lines.some(({ type }) => type === "progress")).toBe(true);
  });

  test("of more tags than asked for, the first, and it says so", async () => {
    const answer = await post({ registry: host, repository: "shop/app", maxTags: 10 });
    const audit = auditSchema.parse(await answer.json());
    expect(audit.rows).toHaveLength(10);
    expect(audit.tags.truncated).toBe("only the first 10 tags were read");
    expect(audit.completeness).toBe("truncated");
    expect(audit.rows.every(({ generation }) => generation === "unknown")).toBe(true);
  });

  test("a repository that is not there is a problem with its own status, in both forms", async () => {
    for (const accept of ["application/json", "application/x-ndjson"]) {
      const answer = await post({ registry: host, repository: "shop/none" }, accept);
      expect(answer.status).toBe(404);
      const problem = problemSchema.parse(await answer.json());
      expect(problem).toMatchObject({ code: "not-found" });
      expect(problem.exchanges?.[0]?.url).toContain("/v2/shop/none/tags/list");
    }
  });

  test.each([
    ["no repository", { registry: "a.example" }],
    ["more tags than allowed", { registry: "a.example", repository: "a", maxTags: 50_001 }],
    ["a field besides", { registry: "a.example", repository: "a", write: true }],
  ])("%s is a bad request", async (_, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(problemSchema.parse(await answer.json()).code).toBe("bad-request");
  });

  test("a reader who leaves stops it", async () => {
    let asked = 0;
    registry.onRequest = async ({ url }) => {
      if (url?.includes("/referrers/")) asked++;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return undefined;
    };
    const answer = await post({ registry: host, repository: "shop/app" }, "application/x-ndjson");
    await answer.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const atFirst = asked;
    await new Promise((resolve) => setTimeout(resolve, 150));
    registry.onRequest = undefined;
    expect(asked).toBe(atFirst);
    expect(asked).toBeLessThan(200);
  });
});
