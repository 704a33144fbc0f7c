// The only place that calls Refscope's own API from the browser.
import type { Problem } from "#lib/api";
import { BrokenLine, eventBatches } from "./event-batches.ts";
import { parseLongJson } from "./long-json.ts";

/** What an endpoint answered instead: its problem body, or one of ours where no answer came. */
export class EndpointError extends Error {
  override readonly name = "EndpointError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
}

/** Posts JSON and reads JSON; the caller names the shape that the endpoint's contract promises. Throws EndpointError. */
export async function postJson<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const response = await post(path, body, "application/json", signal);
  return whole(response.json(), signal);
}

/** As `postJson`, for answers of megabytes: the page goes on while they are parsed. Throws EndpointError. */
export async function postLongJson<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const response = await post(path, body, "application/json", signal);
  return whole(
    response.text().then((text) => parseLongJson(text) as Promise<T>),
    signal,
  );
}

/** Reads JSON that no registry is asked for; the caller names its shape. Throws EndpointError. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await answered(fetch(path, { headers: { accept: "application/json" }, signal }), signal);
  return whole(response.json(), signal);
}

/** Posts JSON and reads bytes. Throws EndpointError. */
export async function postForBytes(
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await post(path, body, "application/octet-stream", signal);
  return new Uint8Array(await whole(response.arrayBuffer(), signal));
}

/**
 * Posts JSON and yields the events of the NDJSON answer in batches, as they arrive. Throws EndpointError; ends
 * without one when `signal` is aborted.
 */
export async function* streamNdjson<T>(
  path: string,
  body: unknown,
  signal: AbortSignal,
): AsyncGenerator<T[]> {
  try {
    const response = await post(path, body, "application/x-ndjson", signal);
    if (response.body) yield* eventBatches<T>(response.body);
  } catch (thrown) {
    if (signal.aborted) return;
    if (thrown instanceof BrokenLine) throw new EndpointError(brokenOff());
    throw thrown instanceof EndpointError ? thrown : new EndpointError(unreachable());
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

/** The answer's body; one that ends too early, or is not what it should be, is a fault like no answer at all. */
function whole<T>(body: Promise<T>, signal?: AbortSignal): Promise<T> {
  return body.catch((thrown: unknown) => {
    if (signal?.aborted) throw thrown;
    throw new EndpointError(brokenOff());
  });
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

function brokenOff(): Problem {
  return ownProblem("The answer broke off", "What came of it is not whole.", "Ask again.");
}

function ownProblem(title: string, detail: string, hint: string, status = 0): Problem {
  return { type: "urn:refscope:problem:unreachable", title, status, detail, code: "unreachable", hint };
}
