// The only place that calls Refscope's own API from the browser.
import type { ExploreEvent, Problem } from "#lib/api";

/** What an endpoint answered instead: its problem body, or one of ours where no answer came. */
export class EndpointError extends Error {
  override readonly name = "EndpointError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

// Events that arrive within this time are handed on together: a page that redraws for each would fall behind.
const BATCH_MS = 50;

/** Posts JSON and reads JSON; the caller names the shape that the endpoint's contract promises. Throws EndpointError. */
export async function postJson<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const response = await post(path, body, "application/json", signal);
  return response.json();
}

/** Reads JSON from a GET, which never makes the server talk to a registry. Throws EndpointError. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await answered(fetch(path, { headers: { accept: "application/json" }, signal }), signal);
  return response.json();
}

/** Posts JSON and reads bytes. Throws EndpointError. */
export async function postForBytes(
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await post(path, body, "application/octet-stream", signal);
  return new Uint8Array(await response.arrayBuffer());
}

/**
 * Posts JSON and yields the events of the NDJSON answer in batches, as they arrive. Throws EndpointError; ends
 * without one when `signal` is aborted.
 */
export async function* streamNdjson(
  path: string,
  body: unknown,
  signal: AbortSignal,
): AsyncGenerator<ExploreEvent[]> {
  try {
    const response = await post(path, body, "application/x-ndjson", signal);
    if (response.body) yield* batches(response.body.getReader());
  } catch (thrown) {
    if (signal.aborted) return;
    throw thrown instanceof EndpointError ? thrown : new EndpointError(unreachable());
  }
}

async function* batches(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<ExploreEvent[]> {
  const lines = new LineSplitter();
  let pending: ExploreEvent[] = [];
  let handedOn = 0;
  let next = reader.read();
  try {
    while (true) {
      const wait = handedOn + BATCH_MS - performance.now();
      const isDue = pending.length > 0 && (wait <= 0 || !(await comesWithin(next, wait)));
      if (isDue) {
        handedOn = performance.now();
        yield pending;
        pending = [];
      }
      const { done, value } = await next;
      for (const line of done ? lines.rest() : lines.split(value)) pending.push(readEvent(line));
      if (done) break;
      next = reader.read();
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

function readEvent(line: string): ExploreEvent {
  try {
    return JSON.parse(line);
  } catch {
    throw new EndpointError(
      ownProblem("The answer broke off", "A line of the answer is not whole.", "Ask again."),
    );
  }
}

async function post(path: string, body: unknown, accept: string, signal?: AbortSignal): Promise<Response> {
  const request = fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept },
    body: JSON.stringify(body),
    signal,
  });
  return answered(request, signal);
}

async function answered(request: Promise<Response>, signal?: AbortSignal): Promise<Response> {
  const response = await request.catch((thrown: unknown) => {
    if (signal?.aborted) throw thrown;
    throw new EndpointError(unreachable());
  });
  if (!response.ok) throw new EndpointError(await problemOf(response));
  return response;
}

async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblem(body)) return body;
  const title = `Refscope's server answered ${response.status}`;
  return ownProblem(title, "Its answer was no problem description.", "Try again.", response.status);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "code" in body && "title" in body && "detail" in body;
}

function unreachable(): Problem {
  return ownProblem(
    "Refscope's own server did not answer",
    "The connection between this page and Refscope ended.",
    "Check that Refscope is still running, then ask again.",
  );
}

function ownProblem(title: string, detail: string, hint: string, status = 0): Problem {
  return { type: "urn:refscope:problem:unreachable", title, status, detail, code: "unreachable", hint };
}
