import { Readable } from "node:stream";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type BodyLimits, LimitExceeded, readBody } from "./limits.ts";

const LIMITS: BodyLimits = { maxBytes: 100, minBytesPerSecond: 0, graceMs: 1000 };
const CUT: BodyLimits = { ...LIMITS, cut: true };
const TEXT = Buffer.from("the quick brown fox");

/** A body of these pieces, and whether it was let go of. */
function bodyOf(...pieces: Buffer[]) {
  return Readable.from(pieces, { objectMode: false });
}
const read = (stream: Readable, headers: Record<string, string> = {}, limits = LIMITS) =>
  readBody(stream, headers, limits).then(({ bytes, ...rest }) => ({
    text: Buffer.from(bytes).toString(),
    ...rest,
  }));

describe("one coding at most", () => {
  it.each([
    ["", TEXT],
    ["identity", TEXT],
    ["gzip", gzipSync(TEXT)],
    ["X-GZip", gzipSync(TEXT)],
    ["zstd", zstdCompressSync(TEXT)],
  ])("%j is read", async (coding, bytes) => {
    expect(await read(bodyOf(bytes), { "content-encoding": coding })).toEqual({
      text: TEXT.toString(),
      wireBytes: bytes.length,
      complete: true,
    });
  });

  it.each(["br", "deflate", "compress", "gzip, gzip", "aws-chunked"])("%j is not", async (coding) => {
    const stream = bodyOf(TEXT);
    await expect(read(stream, { "content-encoding": coding })).rejects.toBeInstanceOf(LimitExceeded);
    expect(stream.destroyed).toBe(true);
  });

  it.each([
    ["gzip", TEXT],
    ["gzip", gzipSync(TEXT).subarray(0, 20)],
    ["zstd", TEXT],
  ])("bytes that are not in their coding, %s, are an error of the decoder", async (coding, bytes) => {
    await expect(read(bodyOf(bytes), { "content-encoding": coding })).rejects.toThrow(
      /header|end|prefix|frame/i,
    );
  });
});

describe("bytes", () => {
  it("as many as allowed pass, one more does not", async () => {
    expect((await read(bodyOf(Buffer.alloc(60), Buffer.alloc(40)))).wireBytes).toBe(100);
    await expect(read(bodyOf(Buffer.alloc(60), Buffer.alloc(41)))).rejects.toThrow("more than 100 bytes");
    const bomb = gzipSync(Buffer.alloc(101));
    await expect(read(bodyOf(bomb), { "content-encoding": "gzip" })).rejects.toThrow(
      "decodes to more than 100",
    );
  });

  it("what is announced as too large is not read at all", async () => {
    const stream = bodyOf(TEXT);
    await expect(read(stream, { "content-length": "101" })).rejects.toThrow("announces 101 bytes");
    expect(stream.destroyed).toBe(true);
  });

  it("an error page is cut instead, on the wire and decoded", async () => {
    const plain = await read(bodyOf(Buffer.alloc(90, "a"), Buffer.alloc(90, "b"), Buffer.alloc(90)), {}, CUT);
    expect(plain).toEqual({ text: "a".repeat(90) + "b".repeat(10), wireBytes: 180, complete: false });
    const gzip = { "content-encoding": "gzip", "content-length": "5000" };
    expect(await read(bodyOf(gzipSync(Buffer.alloc(5000, "a"))), gzip, CUT)).toMatchObject({
      text: "a".repeat(100),
      complete: false,
    });
    const noise = gzipSync(Buffer.from(Array.from({ length: 900 }, (_, i) => (i * 7919) % 251)));
    expect(await read(bodyOf(noise), gzip, CUT)).toMatchObject({ complete: false });
  });
});

it("what drips is let go of after the grace, and may pass another time", async () => {
  const drip = new Readable({ read() {} });
  const timer = setInterval(() => drip.push("x"), 10);
  const limits = { ...LIMITS, minBytesPerSecond: 2048, graceMs: 60 };
  const error: unknown = await read(drip, {}, limits).catch((thrown) => thrown);
  clearInterval(timer);
  expect(error).toMatchObject({
    slow: true,
    message: expect.stringMatching(/\d+ bytes a second, which is too slow/),
  });
  expect(drip.destroyed).toBe(true);
});
