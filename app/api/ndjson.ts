// Streams events as NDJSON. The answer begins with the first event, so that a fault before it is still a
// problem with its own HTTP status; a fault after it is a last line of type "problem".
import type { ExploreEvent } from "#lib/api";
import { problemOf } from "./answer.ts";

type Work = (emit: (event: ExploreEvent) => void, signal: AbortSignal) => Promise<void>;

/** Resolves at the first event; rejects with the fault if `work` fails before it. */
export async function ndjsonAnswer(caller: AbortSignal, work: Work): Promise<Response> {
  const left = new AbortController();
  const lines = new LineStream(() => left.abort());
  const done = work((event) => lines.push(event), AbortSignal.any([caller, left.signal]));
  const ended = done.then(
    () => lines.end(),
    (thrown: unknown) => {
      if (!lines.began) throw thrown;
      lines.push({ type: "problem", problem: problemOf(thrown, []) });
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

/** Events become lines; those of one turn of the event loop leave as one chunk. */
class LineStream {
  began = false;
  readonly first: Promise<void>;
  readonly readable: ReadableStream<Uint8Array>;
  private begin = () => {};
  private controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  private pending: string[] = [];
  private closed = false;
  private readonly encoder = new TextEncoder();

  constructor(onCancel: () => void) {
    this.first = new Promise((resolve) => {
      this.begin = resolve;
    });
    this.readable = new ReadableStream({
      start: (controller) => {
        this.controller = controller;
      },
      cancel: () => {
        this.closed = true;
        onCancel();
      },
    });
  }

  push(event: ExploreEvent): void {
    if (this.closed) return;
    if (this.pending.length === 0) setImmediate(() => this.flush());
    this.pending.push(`${JSON.stringify(event)}\n`);
    this.began = true;
    this.begin();
  }

  end(): void {
    this.flush();
    if (this.closed) return;
    this.closed = true;
    this.controller?.close();
  }

  private flush(): void {
    if (this.closed || this.pending.length === 0) return;
    this.controller?.enqueue(this.encoder.encode(this.pending.join("")));
    this.pending = [];
  }
}
