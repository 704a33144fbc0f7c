// Turns a stream of NDJSON bytes into batches of events.
import { breath, parseLongJson } from "./long-json.ts";

// Events that arrive within this time are handed on together: a page that redraws for each would fall behind.
const BATCH_MS = 50;
/** A line of so many characters is read with breaks; and after so many bytes the page may have its turn. */
const LONG = 256 * 1024;

/** A line that is no JSON: the answer was cut. */
export class BrokenLine extends Error {
  override readonly name = "BrokenLine";
}

/**
 * The events of an NDJSON body, those that arrive close together in one batch; the caller names the shape that the
 * endpoint's contract promises. Ends with the body; leaving the loop early cancels it. Throws BrokenLine.
 */
export async function* eventBatches<T>(
  body: ReadableStream<Uint8Array>,
  batchMs = BATCH_MS,
): AsyncGenerator<T[]> {
  const reader = body.getReader();
  const lines = new LineSplitter();
  let pending: T[] = [];
  let handedOn = 0;
  let next = reader.read();
  try {
    while (true) {
      const wait = handedOn + batchMs - performance.now();
      const isDue = pending.length > 0 && (wait <= 0 || !(await comesWithin(next, wait)));
      if (isDue) {
        handedOn = performance.now();
        yield pending;
        pending = [];
      }
      const { done, value } = await next;
      for (const line of done ? lines.rest() : lines.split(value)) pending.push(await readEvent<T>(line));
      if (done) break;
      next = reader.read();
      if (value.length > LONG) await breath();
    }
  } finally {
    reader.cancel().catch(() => {});
  }
  if (pending.length > 0) yield pending;
}

async function comesWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const came = promise.then(
    () => true,
    () => true,
  );
  const first = await Promise.race([came, late]);
  clearTimeout(timer);
  return first;
}

/** Cuts a stream of bytes into lines. Each byte is looked at once, however long a line is. */
class LineSplitter {
  private readonly decoder = new TextDecoder();
  private readonly held: string[] = [];

  split(chunk: Uint8Array): string[] {
    const parts = this.decoder.decode(chunk, { stream: true }).split("\n");
    const last = parts.pop() ?? "";
    const first = parts.shift();
    const lines = first === undefined ? [] : [this.held.splice(0).join("") + first, ...parts];
    this.held.push(last);
    return lines.filter((line) => line !== "");
  }

  rest(): string[] {
    const line = this.held.splice(0).join("") + this.decoder.decode();
    return line === "" ? [] : [line];
  }
}

async function readEvent<T>(line: string): Promise<T> {
  try {
    return line.length > LONG ? ((await parseLongJson(line)) as T) : JSON.parse(line);
  } catch (cause) {
    throw new BrokenLine("a line of the answer is not JSON", { cause });
  }
}
