// Reads an answer's body within bounds: bytes on the wire, bytes decoded, one content coding, a least speed.
import type { Transform } from "node:stream";
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

/** Told once how a body ended. */
export type OnBodyEnd = (outcome: Body | Error) => void;

const ZSTD_WINDOW_LOG = 23; // 8 MiB, what RFC 8878 section 3.1.1.1.2 asks every decoder to support

/**
 * Takes a body in as it comes off the wire, and tells its end once: the body, or LimitExceeded, or what the decoder
 * met. After that whatever still comes is not wanted.
 */
export class BodyReader {
  private readonly limits: BodyLimits;
  private readonly onEnd: OnBodyEnd;
  private readonly decoder: Transform | undefined;
  private readonly chunks: Uint8Array[] = [];
  private readonly start = performance.now();
  private length = 0;
  private wireBytes = 0;
  private complete = true;
  private ended = false;
  private watch: NodeJS.Timeout | undefined;

  /** @throws LimitExceeded for a body that is announced as too large or in a coding that is not read */
  constructor(headers: Record<string, string>, limits: BodyLimits, onEnd: OnBodyEnd) {
    checkAnnounced(headers, limits);
    this.limits = limits;
    this.onEnd = onEnd;
    this.decoder = decoderFor(headers["content-encoding"]);
    this.decoder?.on("data", (chunk: Buffer) => this.keep(chunk));
    this.decoder?.on("end", () => this.finish());
    // What was cut off is all that the decoder can miss then.
    this.decoder?.on("error", (error) => (this.complete ? this.fail(error) : this.finish()));
    // Nearly every body comes together with its header, and needs no clock.
    queueMicrotask(() => {
      if (!this.ended) this.watchSpeed();
    });
  }

  /** What waits for the decoder is bounded by `maxBytes` too. */
  take(chunk: Buffer): void {
    if (this.ended || !this.complete) return;
    const { maxBytes, cut } = this.limits;
    this.wireBytes += chunk.length;
    const isTooMuch = this.wireBytes > maxBytes;
    if (isTooMuch && !cut) {
      this.fail(new LimitExceeded(`its body has more than ${maxBytes} bytes.`));
      return;
    }
    if (this.decoder) this.decoder.write(chunk);
    else this.keep(chunk);
    if (!isTooMuch) return;
    this.complete = false;
    this.wireEnded();
  }

  /** The wire has no more. */
  wireEnded(): void {
    if (this.ended || this.decoder?.writableEnded) return;
    if (this.decoder) this.decoder.end();
    else this.finish();
  }

  /** Nobody waits for it any more. */
  drop(): void {
    this.ended = true;
    clearInterval(this.watch);
    this.decoder?.destroy();
  }

  private keep(chunk: Uint8Array): void {
    if (this.ended) return;
    const { maxBytes, cut } = this.limits;
    const room = maxBytes - this.length;
    const isTooMuch = chunk.length > room;
    if (isTooMuch && !cut) {
      this.fail(new LimitExceeded(`its body decodes to more than ${maxBytes} bytes.`));
      return;
    }
    this.chunks.push(chunk.subarray(0, room));
    this.length += Math.min(chunk.length, room);
    if (!isTooMuch) return;
    this.complete = false;
    this.finish();
  }

  private finish(): void {
    if (this.ended) return;
    this.drop();
    const { wireBytes, complete } = this;
    // Copied, since a chunk may be a small piece of a large buffer.
    this.onEnd({ bytes: Buffer.concat(this.chunks, this.length), wireBytes, complete });
  }

  private fail(error: Error): void {
    if (this.ended) return;
    this.drop();
    this.onEnd(error);
  }

  private watchSpeed(): void {
    const { graceMs, minBytesPerSecond } = this.limits;
    const look = () => {
      const elapsed = performance.now() - this.start;
      if (elapsed <= graceMs) return;
      const speed = (this.wireBytes * 1000) / elapsed;
      if (speed >= minBytesPerSecond) return;
      const message = `its body comes at ${Math.round(speed)} bytes a second, which is too slow.`;
      this.fail(new LimitExceeded(message, true));
    };
    this.watch = setInterval(look, Math.min(250, graceMs / 2));
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
