// Wraps every route handler: guards, reads the body, and turns any fault into a problem body (RFC 9457).
import type { z } from "zod";
import { type Problem, toProblem } from "#lib/api";
import { asExplorerError, ExplorerError } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import { requireOwnHost, requireOwnOrigin } from "./guard.ts";

const MAX_BODY_BYTES = 64 * 1024;

/** What no cache may keep, and no browser may take for something else. */
export const NO_STORE = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" };

/** A handler's call: the checked body, the request's headers, and a signal that ends when the caller leaves. */
export type Call<T> = {
  input: T;
  headers: Headers;
  signal: AbortSignal;
  onExchange: (exchange: Exchange) => void;
};

/** A POST route: JSON in, checked by `schema`; whatever the handler answers, or a problem. */
export function postRoute<S extends z.ZodType>(
  schema: S,
  handle: (call: Call<z.output<S>>) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return (request) =>
    answering(async (exchanges) => {
      requireOwnHost(request.headers);
      requireOwnOrigin(request.headers);
      const input = checked(schema, await readJson(request));
      return handle({
        input,
        headers: request.headers,
        signal: request.signal,
        onExchange: (e) => exchanges.push(e),
      });
    });
}

/** A GET route: it never makes Refscope talk to a registry. `handle` gets what stands in the address after "?". */
export function getRoute(
  handle: (query: URLSearchParams) => Promise<Response> | Response,
): (request: Request) => Promise<Response> {
  return (request) =>
    answering(async () => {
      requireOwnHost(request.headers);
      return handle(new URL(request.url).searchParams);
    });
}

/** A JSON answer that no cache may keep. */
export function jsonAnswer(body: unknown): Response {
  return Response.json(body, { headers: NO_STORE });
}

async function answering(handle: (exchanges: Exchange[]) => Promise<Response>): Promise<Response> {
  const exchanges: Exchange[] = [];
  try {
    return await handle(exchanges);
  } catch (thrown) {
    return problemAnswer(problemOf(thrown, exchanges));
  }
}

/** The problem of anything thrown; a fault of our own is logged with its cause, and shown without. */
export function problemOf(thrown: unknown, exchanges: Exchange[]): Problem {
  const fault = asExplorerError(thrown);
  if (fault.code === "internal") console.error(fault);
  return toProblem(fault, exchanges);
}

function problemAnswer(problem: Problem): Response {
  const headers = new Headers({ ...NO_STORE, "content-type": "application/problem+json" });
  if (problem.retryAfterSeconds !== undefined) headers.set("retry-after", String(problem.retryAfterSeconds));
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

async function readJson(request: Request): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? "")) {
    throw new ExplorerError("bad-request", { detail: "Send the body as application/json." });
  }
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ExplorerError("bad-request", { detail: "The body is not JSON.", cause });
  }
}

async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) {
      throw new ExplorerError("bad-request", { detail: `The body is larger than ${MAX_BODY_BYTES} bytes.` });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function checked<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issues = result.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join(".") || "body"}: ${message}`);
  throw new ExplorerError("bad-request", { detail: issues.join("; ") });
}
