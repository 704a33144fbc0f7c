// Reads an answer's body within bounds: bytes on the wire, bytes decoded, one content coding, a least speed.
import { Readable, type Transform } from "node:stream";
import { constants, createGunzip, createZstdDecompress } from "node:zlib";

/** A bound was passed. `slow` ones may pass another time; the others will not. */
export class LimitExceeded extends Error {
  readonly slow: boolean;
  constructor(message: string, slow = false) {
    super(message);
    this.slow = slow;
  }
}

export type BodyLimits = {
  /** Cap for both the wire and the decoded bytes. */
  maxBytes: number;
  /** Bytes per second that the answer must reach on average once `graceMs` are over. */
  minBytesPerSecond: number;
  graceMs: number;
  /** Keep what fits and let go of the rest, instead of failing: for error pages. */
  cut?: boolean;
};

/** `wireBytes` as they came, `complete` unless the body was cut. */
export type Body = { bytes: Uint8Array; wireBytes: number; complete: boolean };

const ZSTD_WINDOW_LOG = 23; // 8 MiB, what RFC 8878 section 3.1.1.1.2 asks every decoder to support

/**
 * Reads the whole body. The stream is always either consumed or destroyed.
 * @throws LimitExceeded, or what the stream or the decoder throws
 */
export async function readBody(
  stream: Readable,
  headers: Record<string, string>,
  limits: BodyLimits,
): Promise<Body> {
  stream.on("error", () => {}); // a late error after destroy() has nobody else to go to
  try {
    checkAnnounced(headers, limits);
    const decoder = decoderFor(headers["content-encoding"]);
    return await collect(stream, decoder, limits);
  } finally {
    stream.destroy();
  }
}

function checkAnnounced(headers: Record<string, string>, { maxBytes, cut }: BodyLimits): void {
  const announced = Number(headers["content-length"]);
  if (!cut && announced > maxBytes) {
    throw new LimitExceeded(`it announces ${announced} bytes; Refscope reads at most ${maxBytes} here.`);
  }
}

/** RFC 9110 section 8.4 allows a list of codings; one is enough for any honest server, none was asked for. */
function decoderFor(coding: string | undefined): Transform | undefined {
  const name = (coding ?? "").trim().toLowerCase();
  if (name === "" || name === "identity") return undefined;
  if (name === "gzip" || name === "x-gzip") return createGunzip();
  if (name === "zstd") {
    return createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } });
  }
  throw new LimitExceeded(
    `its body is in the content coding "${name.slice(0, 40)}", which Refscope does not read.`,
  );
}

async function collect(stream: Readable, decoder: Transform | undefined, limits: BodyLimits): Promise<Body> {
  const { maxBytes, cut = false } = limits;
  let wireBytes = 0;
  let complete = true;
  const onTheWire = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of stream) {
      const bytes: Buffer = chunk;
      wireBytes += bytes.length;
      if (wireBytes > maxBytes && !cut) throw new LimitExceeded(`its body has more than ${maxBytes} bytes.`);
      yield bytes;
      complete = wireBytes <= maxBytes;
      if (!complete) return;
    }
  };
  const stopWatching = watchSpeed(stream, limits, () => wireBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of decoder ? decode(onTheWire(), decoder) : onTheWire()) {
      const room = maxBytes - length;
      if (chunk.length > room && !cut) {
        throw new LimitExceeded(`its body decodes to more than ${maxBytes} bytes.`);
      }
      chunks.push(chunk.subarray(0, room));
      length += Math.min(chunk.length, room);
      complete &&= chunk.length <= room;
      if (!complete) break;
    }
  } catch (error) {
    if (complete) throw error; // else the decoder only misses what was cut off
  } finally {
    stopWatching();
    decoder?.destroy();
  }
  return { bytes: Buffer.concat(chunks, length), wireBytes, complete };
}

/** Errors of the wire reach the decoder, and destroying the decoder ends the wire's generator. */
function decode(wire: AsyncGenerator<Buffer>, decoder: Transform): AsyncIterable<Buffer> {
  const source = Readable.from(wire, { objectMode: false });
  source.on("error", (error) => decoder.destroy(error));
  decoder.on("close", () => source.destroy());
  return source.pipe(decoder);
}

function watchSpeed(stream: Readable, limits: BodyLimits, received: () => number): () => void {
  const start = performance.now();
  const timer = setInterval(
    () => {
      const elapsed = performance.now() - start;
      if (elapsed <= limits.graceMs) return;
      const speed = (received() * 1000) / elapsed;
      if (speed >= limits.minBytesPerSecond) return;
      stream.destroy(
        new LimitExceeded(`its body comes at ${Math.round(speed)} bytes a second, which is too slow.`, true),
      );
    },
    Math.min(250, limits.graceMs / 2),
  );
  return () => clearInterval(timer);
}
