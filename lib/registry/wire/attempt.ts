// One request and its answer on the wire: sent through the guard, read within the limits, written down.
import type { Agent } from "undici";
import { ExplorerError } from "#lib/errors";
import type { Attempted } from "./exchanges.ts";
import type { Authorization, Method } from "./http-message.ts";
import { type Body, BodyReader } from "./limits.ts";
import { type OpenBody, Reception } from "./reception.ts";
import { classify, type WireFault } from "./wire-faults.ts";

export type Hop = {
  method: Method;
  url: URL;
  headers: Record<string, string>;
  body?: Uint8Array;
  authorization?: Authorization;
  purpose: string;
  maxBytes: number;
  /** Milliseconds left for this attempt. */
  timeoutMs: number;
  signal: AbortSignal;
};

export type AttemptOptions = { minBytesPerSecond: number; graceMs: number };

/** What came of it, and what its receipt is made of. Never thrown: a failed attempt leaves a receipt too. */
export type Attempt =
  | { attempted: Attempted; status: number; headers: Record<string, string>; body: Uint8Array }
  | { attempted: Attempted; fault: WireFault };

/** How much of an error page, or of a redirect's body, is read. */
const MAX_ERROR_BYTES = 64 * 1024;

/** Sends `hop` once; when `hop.signal` aborts or the time is over, the socket is closed. */
export async function attempt(agent: Agent, hop: Hop, options: AttemptOptions): Promise<Attempt> {
  const at = new Date();
  const start = performance.now();
  const reception = new Reception(bodyOf(hop, options));
  const stopWaiting = abortWith(hop, reception);
  let body: Body | undefined;
  let fault: WireFault | undefined;
  try {
    const { origin, pathname, search } = hop.url;
    const path = pathname + search;
    agent.dispatch({ origin, path, method: hop.method, headers: headersFor(hop), body: hop.body }, reception);
    body = await reception.body;
  } catch (error) {
    fault = classify(error, hop.url.host);
  } finally {
    stopWaiting();
  }
  const { status, headers } = reception;
  const attempted: Attempted = {
    method: hop.method,
    url: hop.url,
    requestHeaders: hop.headers,
    authorization: hop.authorization,
    purpose: hop.purpose,
    at,
    durationMs: performance.now() - start,
    status,
    headers,
    body: hop.method === "HEAD" ? undefined : body,
    error: fault,
  };
  if (fault) return { attempted, fault };
  return { attempted, status: status ?? 0, headers: headers ?? {}, body: body?.bytes ?? new Uint8Array() };
}

function bodyOf(hop: Hop, options: AttemptOptions): OpenBody {
  return (status, headers, onEnd) => {
    // RFC 9110 section 6.4.1: these have no content, whatever their headers say about it.
    const empty = hop.method === "HEAD" || status === 204 || status === 304;
    const cut = status >= 300;
    const maxBytes = cut ? Math.min(hop.maxBytes, MAX_ERROR_BYTES) : hop.maxBytes;
    return new BodyReader(empty ? {} : headers, { ...options, maxBytes, cut }, onEnd);
  };
}

function headersFor(hop: Hop): Record<string, string> {
  const headers = { ...hop.headers, "accept-encoding": "identity" };
  return hop.authorization ? { ...headers, authorization: hop.authorization.value } : headers;
}

/** Aborts with a fault when the caller leaves or the time is over; the answer stops both. */
function abortWith(hop: Hop, reception: Reception): () => void {
  const leave = () => reception.abort(cancellation(hop.signal));
  if (hop.signal.aborted) leave();
  hop.signal.addEventListener("abort", leave, { once: true });
  const timer = setTimeout(() => {
    const detail = `${hop.url.host} did not finish its answer in time.`;
    reception.abort(new ExplorerError("timed-out", { detail }));
  }, hop.timeoutMs);
  return () => {
    clearTimeout(timer);
    hop.signal.removeEventListener("abort", leave);
  };
}

/** The fault that an aborted signal stands for: the caller's own fault or time limit, else "cancelled". */
export function cancellation(signal: AbortSignal): ExplorerError {
  const { reason } = signal;
  if (reason instanceof ExplorerError) return reason;
  if (reason instanceof DOMException && reason.name === "TimeoutError") {
    return new ExplorerError("timed-out", { detail: "The time set for the whole task is over." });
  }
  return new ExplorerError("cancelled", { detail: "Whoever asked for this no longer wants it." });
}
