// Streams events as NDJSON. The answer begins with the first event, so that a fault before it is still a
// problem with its own HTTP status; a fault after it is a last line of type "problem".
import { problemOf } from "./answer.ts";

/** One line. "done" repeats all that was found and may be long; "problem" ends a stream that had begun. */
type StreamEvent = { type: string };
type Work<T> = (emit: (event: T) => void, signal: AbortSignal) => Promise<void>;

/** Resolves at the first event; rejects with the fault if `work` fails before it. */
export async function ndjsonAnswer<T extends StreamEvent>(
  caller: AbortSignal,
  work: Work<T>,
): Promise<Response> {
  const left = new AbortController();
  const lines = new LineStream(() => left.abort());
  const done = work((event) => lines.push(event), AbortSignal.any([caller, left.signal]));
  const ended = done.then(
    () => lines.end(),
    (thrown: unknown) => {
      if (!lines.began) throw thrown;
      const last = { type: "problem", problem: problemOf(thrown, []) };
      lines.push(last);
      lines.end();
    },
  );
  await Promise.race([lines.first, ended]);
  return new Response(lines.readable, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      "x-content-type-options": "nosniff",
    },
  });
}

/** Characters of the last line that are made at a time. */
const CHUNK = 64 * 1024;

/** The last line repeats all that was found: it is made as it is read, and never held as a whole. */
function* lastLine(event: StreamEvent): Generator<Uint8Array> {
  let held = "";
  for (const piece of jsonPieces(event)) {
    held += piece;
    if (held.length < CHUNK) continue;
    yield Buffer.from(held);
    held = "";
  }
  yield Buffer.from(`${held}\n`);
}

/** A value's JSON, the entries of its lists one by one. */
function* jsonPieces(value: object): Generator<string> {
  if (Array.isArray(value)) {
    yield "[";
    for (const [at, entry] of value.entries()) {
      if (at > 0) yield ",";
      yield JSON.stringify(entry) ?? "null";
    }
    yield "]";
    return;
  }
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  yield "{";
  for (const [at, [name, field]] of fields.entries()) {
    yield `${at > 0 ? "," : ""}${JSON.stringify(name)}:`;
    if (typeof field === "object" && field !== null) yield* jsonPieces(field);
    else yield JSON.stringify(field);
  }
  yield "}";
}

/** Lines that come within this time leave together: each chunk is a write to the socket, and wakes the reader. */
const PACE_MS = 16;

/** Events become lines. The first leave at once. */
class LineStream {
  began = false;
  readonly first: Promise<void>;
  readonly readable: ReadableStream<Uint8Array>;
  private begin = () => {};
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  private pending: string[] = [];
  private flushedAt = Number.NEGATIVE_INFINITY;
  private last: Generator<Uint8Array> | undefined;
  private closed = false;

  constructor(onCancel: () => void) {
    this.first = new Promise((resolve) => {
      this.begin = resolve;
    });
    this.readable = new ReadableStream({
      start: (controller) => {
        this.controller = controller;
      },
      pull: () => {
        if (this.closed) this.writeOn();
      },
      cancel: () => {
        this.closed = true;
        onCancel();
      },
    });
  }

  push(event: StreamEvent): void {
    if (this.closed) return;
    if (event.type === "done") {
      this.last = lastLine(event);
    } else {
      if (this.pending.length === 0) this.flushSoon();
      this.pending.push(`${JSON.stringify(event)}\n`);
    }
    this.began = true;
    this.begin();
  }

  end(): void {
    this.flush();
    if (this.closed) return;
    this.closed = true;
    this.writeOn();
  }

  /** The reader has taken what there was: the next of the last line, or the end. */
  private writeOn(): void {
    const next = this.last?.next();
    if (next && !next.done) this.controller?.enqueue(next.value);
    else this.controller?.close();
  }

  private flushSoon(): void {
    const wait = this.flushedAt + PACE_MS - performance.now();
    if (wait > 0) setTimeout(() => this.flush(), wait);
    else setImmediate(() => this.flush());
  }

  private flush(): void {
    if (this.closed || this.pending.length === 0) return;
    this.flushedAt = performance.now();
    this.controller?.enqueue(Buffer.from(this.pending.join("")));
    this.pending = [];
  }
}
