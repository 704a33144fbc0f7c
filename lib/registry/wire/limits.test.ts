import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { type Body, type BodyLimits, BodyReader, LimitExceeded } from "./limits.ts";

const LIMITS: BodyLimits = { maxBytes: 100, minBytesPerSecond: 0, graceMs: 1000 };
const CUT: BodyLimits = { ...LIMITS, cut: true };
const TEXT = Buffer.from("the quick brown fox");

/** Reads a body that comes in these pieces; with `open`, the wire does not end. */
async function read(
  pieces: Buffer[],
  headers: Record<string, string> = {},
  limits = LIMITS,
  open = false,
): Promise<{ text: string; wireBytes: number; complete: boolean }> {
  const { bytes, ...rest } = await new Promise<Body>((resolve, reject) => {
    const reader = new BodyReader(headers, limits, (end) =>
      end instanceof Error ? reject(end) : resolve(end),
    );
    for (const piece of pieces) reader.take(piece);
    if (!open) reader.wireEnded();
  });
  return { text: Buffer.from(bytes).toString(), ...rest };
}

describe("one coding at most", () => {
  it.each([
    ["", TEXT],
    ["identity", TEXT],
    ["gzip", gzipSync(TEXT)],
    ["X-GZip", gzipSync(TEXT)],
    ["zstd", zstdCompressSync(TEXT)],
  ])("%j is read", async (coding, bytes) => {
    expect(await read([bytes], { "content-encoding": coding })).toEqual({
      text: TEXT.toString(),
      wireBytes: bytes.length,
      complete: true,
    });
  });

  it.each(["br", "deflate", "compress", "gzip, gzip", "aws-chunked"])("%j is not", async (coding) => {
    await expect(read([TEXT], { "content-encoding": coding }, LIMITS, true)).rejects.toBeInstanceOf(
      LimitExceeded,
    );
  });

  it.each([
    ["gzip", TEXT],
    ["gzip", gzipSync(TEXT).subarray(0, 20)],
    ["zstd", TEXT],
  ])("bytes that are not in their coding, %s, are an error of the decoder", async (coding, bytes) => {
    await expect(read([bytes], { "content-encoding": coding })).rejects.toThrow(/header|end|prefix|frame/i);
  });
});

describe("bytes", () => {
  it("as many as allowed pass, one more does not", async () => {
    expect((await read([Buffer.alloc(60), Buffer.alloc(40)])).wireBytes).toBe(100);
    await expect(read([Buffer.alloc(60), Buffer.alloc(41)], {}, LIMITS, true)).rejects.toThrow(
      "more than 100 bytes",
    );
    const bomb = gzipSync(Buffer.alloc(101));
    await expect(read([bomb], { "content-encoding": "gzip" }, LIMITS, true)).rejects.toThrow(
      "decodes to more than 100",
    );
  });

  it("what is announced as too large is not read at all", async () => {
    await expect(read([], { "content-length": "101" }, LIMITS, true)).rejects.toThrow("announces 101 bytes");
  });

  it("an error page is cut instead, on the wire and decoded", async () => {
    const plain = await read([Buffer.alloc(90, "a"), Buffer.alloc(90, "b"), Buffer.alloc(90)], {}, CUT);
    expect(plain).toEqual({ text: "a".repeat(90) + "b".repeat(10), wireBytes: 180, complete: false });
    const gzip = { "content-encoding": "gzip", "content-length": "5000" };
    expect(await read([gzipSync(Buffer.alloc(5000, "a"))], gzip, CUT)).toMatchObject({
      text: "a".repeat(100),
      complete: false,
    });
    const noise = gzipSync(Buffer.from(Array.from({ length: 900 }, (_, i) => (i * 7919) % 251)));
    expect(await read([noise], gzip, CUT, true)).toMatchObject({ complete: false });
  });
});

it("what drips is let go of after the grace, and may pass another time", async () => {
  const ends: unknown[] = [];
  const limits = { ...LIMITS, minBytesPerSecond: 2048, graceMs: 60 };
  const reader = new BodyReader({}, limits, (end) => ends.push(end));
  const timer = setInterval(() => reader.take(Buffer.from("x")), 10);
  await vi.waitUntil(() => ends.length > 0, 2000);
  clearInterval(timer);
  reader.wireEnded();
  expect(ends).toEqual([
    expect.objectContaining({
      slow: true,
      message: expect.stringMatching(/\d+ bytes a second, which is too slow/),
    }),
  ]);
});

it("tells its end once, whatever comes after it", async () => {
  const ends: unknown[] = [];
  const reader = new BodyReader({}, LIMITS, (end) => ends.push(end));
  reader.take(Buffer.alloc(101));
  reader.take(TEXT);
  reader.wireEnded();
  const dropped = new BodyReader({ "content-encoding": "gzip" }, LIMITS, (end) => ends.push(end));
  dropped.take(gzipSync(TEXT));
  dropped.drop();
  dropped.wireEnded();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(ends).toEqual([expect.any(LimitExceeded)]);
});
