import { describe, expect, it } from "vitest";
import type { ExploreEvent } from "#lib/api";
import { eventBatches } from "./event-batches.ts";
import { EXPLORATION, eventsOf } from "./explorer/__fixtures__/exploration.ts";

const EVENTS = eventsOf(EXPLORATION);
const TEXT = EVENTS.map((event) => `${JSON.stringify(event)}\n`).join("");

/** A body that hands out its chunks one by one, `pauseMs` apart. */
function bodyOf(chunks: Uint8Array[], pauseMs = 0): ReadableStream<Uint8Array> & { cancelled?: boolean } {
  let at = 0;
  const body: ReadableStream<Uint8Array> & { cancelled?: boolean } = new ReadableStream({
    async pull(controller) {
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      const chunk = chunks[at++];
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
    cancel() {
      body.cancelled = true;
    },
  });
  return body;
}

function chunksOf(text: string, size: number): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.slice(i * size, (i + 1) * size),
  );
}

async function all(body: ReadableStream<Uint8Array>, batchMs?: number): Promise<ExploreEvent[][]> {
  const batches: ExploreEvent[][] = [];
  for await (const batch of eventBatches<ExploreEvent>(body, batchMs)) batches.push(batch);
  return batches;
}

describe("eventBatches", () => {
  it.each([1, 7, 1024, 1_000_000])("reads the same events from chunks of %i bytes", async (size) => {
    expect((await all(bodyOf(chunksOf(TEXT, size)))).flat()).toEqual(EVENTS);
  });

  it("keeps letters whole whose bytes come in different chunks", async () => {
    const event = { type: "image", reference: "é🦫", resolved: EXPLORATION.resolved, root: "x" };
    expect((await all(bodyOf(chunksOf(JSON.stringify(event), 1)))).flat()).toEqual([event]);
  });

  it("hands on what is there together, in few batches", async () => {
    const batches = await all(bodyOf(chunksOf(TEXT, 200)));
    expect(batches.length).toBeLessThan(EVENTS.length / 4);
  });

  it("does not wait for a slow rest before it hands on what has come", async () => {
    const [first = new Uint8Array(), ...rest] = EVENTS.slice(0, 3).map((event) =>
      new TextEncoder().encode(`${JSON.stringify(event)}\n`),
    );
    const batches = await all(bodyOf([first, ...rest], 60), 10);
    expect(batches).toHaveLength(3);
  });

  it("reads a last line without a line end, and skips empty lines", async () => {
    const text = `\n${JSON.stringify(EVENTS[0])}\n\n${JSON.stringify(EVENTS[1])}`;
    expect((await all(bodyOf(chunksOf(text, 64)))).flat()).toEqual(EVENTS.slice(0, 2));
  });

  it("says so when a line is cut", async () => {
    const body = bodyOf(chunksOf(TEXT.slice(0, -10), 4096));
    await expect(all(body)).rejects.toMatchObject({ name: "BrokenLine" });
  });

  it("cancels the body when the reader leaves early", async () => {
    const body = bodyOf(chunksOf(TEXT, 100), 1);
    for await (const _ of eventBatches(body, 0)) break;
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(body.cancelled).toBe(true);
  });

  it("reads a line of 4 MB in small chunks without slowing down", async () => {
    const event = {
      type: "image",
      reference: "x".repeat(4_000_000),
      resolved: EXPLORATION.resolved,
      root: "x",
    };
    const began = performance.now();
    expect((await all(bodyOf(chunksOf(JSON.stringify(event), 4096)))).flat()).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
