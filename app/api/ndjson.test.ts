import { expect, it } from "vitest";
import { type ExploreEvent, exploreEventSchema } from "#lib/api";
import { ExplorerError } from "#lib/errors";
import { CAPABILITIES } from "#lib/evidence";
import { ndjsonAnswer } from "./ndjson.ts";

const ROOT = `sha256:${"a".repeat(64)}`;
const RESOLVED = {
  registry: "r.example",
  repository: "a",
  digest: ROOT,
  tag: undefined,
  by: "HEAD" as const,
};
const IMAGE: ExploreEvent = { type: "image", reference: "r.example/a:1", resolved: RESOLVED, root: ROOT };
const SUPPORT = { support: "unknown", because: "not-asked", confidence: "none", reason: "…", evidence: [] };

/** What the last line holds: lists long and empty, fields that are not there, characters of every width. */
const DONE = exploreEventSchema.parse({
  type: "done",
  exploration: {
    reference: 'r.example/a:1 "…" 🚲',
    resolved: RESOLVED,
    lens: "everything",
    graph: { nodes: [], edges: [] },
    completeness: "complete",
    findings: Array.from({ length: 300 }, (_, n) => ({
      strategy: "referrers-api",
      subject: `${ROOT}\n${n}`,
      outcome: "found",
      count: n,
      exchanges: ["x1", "é"],
      reason: n % 2 ? undefined : "ſ\u2028",
    })),
    exchanges: [],
    upgrade: {
      registry: "r.example",
      capabilities: Object.fromEntries(CAPABILITIES.map((name) => [name, SUPPORT])),
      proposalE: { state: "unknown", step: null, note: "." },
      oci11: { state: "unknown", note: "." },
    },
    progress: { ways: [], nodes: 0, requests: 0 },
    startedAt: new Date(0).toISOString(),
    durationMs: 1.5,
  },
});

async function linesOf(work: (emit: (event: ExploreEvent) => void) => Promise<void>): Promise<string[]> {
  const answer = await ndjsonAnswer(new AbortController().signal, work);
  const text = await answer.text();
  expect(text.endsWith("\n")).toBe(true);
  return text.trimEnd().split("\n");
}

it("writes each event as one line, the last and longest like the others", async () => {
  const lines = await linesOf(async (emit) => {
    emit(IMAGE);
    await new Promise((resolve) => setImmediate(resolve));
    emit(DONE);
  });
  expect(lines).toEqual([JSON.stringify(IMAGE), JSON.stringify(DONE)]);
});

it("ends with the problem when the work fails after its first event", async () => {
  const lines = await linesOf(async (emit) => {
    emit(IMAGE);
    throw new ExplorerError("timed-out", { detail: "It took too long." });
  });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { type: "image" },
    { problem: { code: "timed-out" } },
  ]);
});

it("fails as a whole when the work fails before it", async () => {
  const fault = new ExplorerError("not-found", { detail: "No such image." });
  await expect(ndjsonAnswer(new AbortController().signal, () => Promise.reject(fault))).rejects.toBe(fault);
});

it("stops the work when the reader leaves", async () => {
  let stopped: AbortSignal | undefined;
  const answer = await ndjsonAnswer(new AbortController().signal, async (emit, signal) => {
    stopped = signal;
    emit(IMAGE);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    emit(IMAGE);
  });
  await answer.body?.cancel();
  expect(stopped?.aborted).toBe(true);
});
