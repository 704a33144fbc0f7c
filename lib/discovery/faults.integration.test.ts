// Five hundred referrers behind a line or a registry that fails: each of them ends as a node, whole or with the reason.
import { writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { afterAll, describe, expect, it } from "vitest";
import type { OnRequest, RegistryOptions, SandboxRegistry } from "#lib/sandbox";
import { type Fault, startFaultProxy } from "../../scripts/test-support/fault-proxy.ts";
import { standing, type Walked } from "./discovery.test-support.ts";

const COUNT = 500;
const TABLE = new URL("../../docs/figures/faults.md", import.meta.url);
/** Short times for what falls silent, and the production's limits for what fails again and again. */
const QUICK = {
  headersTimeoutMs: 300,
  idleTimeoutMs: 300,
  graceMs: 200,
  breakAfter: 20,
  coolMs: 10_000,
  maxPauseMs: 5000,
};

type Counts = { present: number; missing?: number; failed?: number };
type Case = {
  name: string;
  /** On the wire, for the nth connection; each request has its own then. */
  fault?: (nth: number) => Fault | undefined;
  /** In the registry, for the nth request of a referrer's manifest; `index` is the referrer's place in the list. */
  answer?: (
    nth: number,
    index: number,
    sandbox: SandboxRegistry,
    request: IncomingMessage,
  ) => ReturnType<OnRequest>;
  switches?: RegistryOptions;
  /** Exactly, or at least where it hangs on time. */
  expected: Counts | { presentAtLeast: number };
  /** Requests for manifests at most. */
  requests: number;
};

const every50th = (fault: Fault) => (nth: number) => (nth % 50 === 25 ? fault : undefined);
const ALL: Counts = { present: COUNT };
const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
const INDEX = "application/vnd.oci.image.index.v1+json";
const sent = (status: number, headers: Record<string, string> = {}, body = "{}") => ({
  status,
  headers,
  body,
});

/** 429 for a second, from the hundredth request on. */
function limitedForASecond(): Case["answer"] {
  let since: number | undefined;
  return (nth) => {
    if (nth === 100) since = performance.now();
    return since !== undefined && performance.now() - since < 1000
      ? sent(429, { "Retry-After": "1" })
      : undefined;
  };
}

function dyingTokens(): Case["answer"] {
  let uses = 0;
  return (_nth, _index, { tokens }, request) => {
    const isGood = tokens.find(request.headers.authorization?.slice("Bearer ".length) ?? "") !== undefined;
    if (isGood && ++uses % 100 === 0) tokens.revokeAll();
    return undefined;
  };
}

const CASES: Case[] = [
  { name: "nothing fails", expected: ALL, requests: COUNT },
  {
    name: "one manifest of 500 is gone",
    answer: (_, index) => (index === 123 ? sent(404) : undefined),
    expected: { present: COUNT - 1, missing: 1 },
    requests: COUNT,
  },
  {
    name: "one connection of 50 is reset in the middle of the body",
    fault: every50th({ kind: "reset", bytes: 400 }),
    expected: ALL,
    requests: 530,
  },
  {
    name: "one connection of 50 ends in the middle of the body",
    fault: every50th({ kind: "end", bytes: 400 }),
    expected: ALL,
    requests: 530,
  },
  {
    name: "one connection of 50 is swallowed",
    fault: every50th({ kind: "blackhole" }),
    expected: ALL,
    requests: 530,
  },
  {
    name: "one connection of 50 comes at 80 bytes a second",
    fault: every50th({ kind: "drip", bytes: 8, ms: 100 }),
    expected: ALL,
    requests: 530,
  },
  {
    name: "one bit is flipped on one connection of 50",
    fault: every50th({ kind: "flip-bit", byte: 500 }),
    expected: ALL,
    requests: 530,
  },
  {
    name: "one body of 50 is cut short, with the right Content-Length",
    answer: (nth) =>
      nth % 50 === 25 ? sent(200, { "Content-Type": MANIFEST }, '{"schemaVersion":2,') : undefined,
    expected: ALL,
    requests: 530,
  },
  {
    name: "three manifests never have their digest",
    answer: (_, index) => (index < 3 ? sent(200, { "Content-Type": MANIFEST }, '{"evil":1}') : undefined),
    expected: { present: COUNT - 3, failed: 3 },
    requests: COUNT + 3,
  },
  {
    name: "three manifests come under another media type",
    switches: { referrersPageSize: 100 },
    answer: (_, index, sandbox) => {
      if (index >= 3) return undefined;
      const [repository] = sandbox.store.repositories.values();
      const stored = [...(repository?.manifests.values() ?? [])][index + 1];
      return { status: 200, headers: { "Content-Type": INDEX }, body: stored?.bytes };
    },
    expected: { present: COUNT - 3, failed: 3 },
    requests: COUNT,
  },
  {
    name: "one request of ten gets a 503",
    answer: (nth) => (nth % 10 === 3 ? sent(503) : undefined),
    expected: ALL,
    requests: 600,
  },
  {
    name: "every manifest gets a 503",
    answer: () => sent(503),
    expected: { present: 0, failed: COUNT },
    requests: 60,
  },
  {
    name: "429 for a second, with Retry-After",
    answer: limitedForASecond(),
    expected: ALL,
    requests: COUNT + 40,
  },
  {
    name: "tokens die after a hundred uses",
    switches: {
      auth: { kind: "bearer", user: "u", password: "p", service: "test", anonymousRepositories: [""] },
    },
    answer: dyingTokens(),
    expected: ALL,
    requests: COUNT + 64 * 6,
  },
  {
    name: "the registry dies after 250 manifests",
    answer: (nth) => (nth >= 250 ? "drop" : undefined),
    expected: { presentAtLeast: 200 },
    requests: 350,
  },
];

const rows: string[] = [];

describe("500 referrers", () => {
  it.each(CASES)("$name", async (one) => {
    const { walked, requests, ms } = await run(one);
    const counts = countStates(walked);
    const whole = Object.values(counts).reduce((sum, count) => sum + count, 0);
    expect(whole).toBe(COUNT);
    expect(walked.graph.edges).toHaveLength(COUNT);
    if ("presentAtLeast" in one.expected) {
      expect(counts.present).toBeGreaterThanOrEqual(one.expected.presentAtLeast);
    } else {
      expect(counts).toEqual(one.expected);
    }
    for (const node of walked.graph.nodes) if (node.state !== "present") expect(node.reason).toBeTruthy();
    expect(requests).toBeLessThanOrEqual(one.requests);
    // The list itself was told in full: what failed is known by name.
    expect(walked.finding("referrers-api")).toMatchObject({ outcome: "found", count: COUNT });
    rows.push(rowOf(one.name, counts, requests, ms));
  });

  it("a caller that leaves ends the walk at once", async () => {
    const place = await standing({ onRequest: () => new Promise((ok) => setTimeout(ok, 30)) });
    const subject = place.image().digest;
    for (let n = 0; n < COUNT; n++) place.artifact({ subject });
    const leave = new AbortController();
    setTimeout(() => leave.abort(), 120);
    const began = performance.now();
    await expect(place.explore(subject, { signal: leave.signal })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it("a deadline keeps what was read, names what was not, and says why", async () => {
    const place = await standing({ onRequest: () => new Promise((ok) => setTimeout(ok, 120)) });
    const subject = place.image().digest;
    for (let n = 0; n < COUNT; n++) place.artifact({ subject });
    const walked = await place.explore(subject, { deadlineMs: 1200 });
    const counts = countStates(walked);
    expect((counts.present ?? 0) + (counts.truncated ?? 0)).toBe(COUNT);
    expect(counts.truncated).toBeGreaterThan(0);
    expect(walked.graph.edges).toHaveLength(COUNT);
    const cut = walked.graph.nodes.find(({ state }) => state === "truncated");
    expect(cut?.reason).toContain("the time limit");
  });

  afterAll(() => {
    if (process.env.UPDATE_FIGURES === "1") writeFileSync(TABLE, [...HEADING, ...rows, ""].join("\n"));
  });
});

async function run(one: Case): Promise<{ walked: Walked; requests: number; ms: number }> {
  const via = async (port: number) => {
    const proxy = await startFaultProxy(port, one.fault);
    afterAll(proxy.close);
    return proxy.port;
  };
  const place = await standing(one.switches, { via, transport: QUICK });
  const subject = place.image().digest;
  const digests = Array.from({ length: COUNT }, () => place.artifact({ subject }).digest);
  const places = new Map(digests.map((digest, index) => [digest, index]));
  let nth = 0;
  place.sandbox.onRequest = (request, response) => {
    if (one.fault) response.setHeader("connection", "close");
    const index = places.get(request.url?.split("/manifests/")[1] ?? "");
    return index === undefined ? undefined : one.answer?.(nth++, index, place.sandbox, request);
  };
  const began = performance.now();
  const walked = await place.explore(subject, { strategies: ["referrers-api"], depth: 1 });
  const ms = performance.now() - began;
  const asked = walked.exchanges.filter(({ url }) => places.has(url.split("/manifests/")[1] ?? ""));
  return { walked, requests: asked.length, ms };
}

function countStates(walked: Walked): Record<string, number> {
  const counts: Record<string, number> = { present: 0 };
  for (const { state, depth } of walked.graph.nodes) {
    if (depth > 0) counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

const HEADING = [
  "# 500 referrers under fault",
  "",
  "Measured by `lib/discovery/faults.integration.test.ts`: one image with 500 referrers, a real HTTP server, and a TCP proxy that",
  "breaks connections, with header and silence limits of 300 ms. In every row nodes and failure nodes make 500. `UPDATE_FIGURES=1`",
  "writes this file anew.",
  "",
  "| what fails | read | failure nodes | requests for the 500 | ms |",
  "|---|---|---|---|---|",
];

function rowOf(name: string, counts: Record<string, number>, requests: number, ms: number): string {
  const { present = 0, ...others } = counts;
  const failures = Object.entries(others).map(([state, count]) => `${count} ${state}`);
  return `| ${name} | ${present} | ${failures.join(", ") || "0"} | ${requests} | ${Math.round(ms)} |`;
}
