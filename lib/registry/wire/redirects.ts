// One request from its first URL to its last: every hop through the gate, the credential only at home.
import { ExplorerError } from "#lib/errors";
import type { Exchange } from "#lib/evidence";
import type { Attempt, Hop } from "./attempt.ts";
import { toExchange } from "./exchanges.ts";
import type { HttpReply, HttpRequest } from "./http-message.ts";
import { checkTarget, type EgressPolicy, parseReferred } from "./targets.ts";

/** A hop without the time it has: that is the asker's to share out. */
export type NextHop = Omit<Hop, "timeoutMs">;

/** Sends one hop under its host's rules, and records every attempt that it takes. */
export type Ask = (hop: NextHop, record: (exchange: Exchange) => void) => Promise<Attempt>;

const FOLLOWED = new Set([301, 302, 303, 307, 308]);
/** What may go along to another origin. */
const HARMLESS = new Set(["accept", "range", "user-agent"]);

/**
 * Follows the chain as `request.redirects` says.
 * @throws ExplorerError of the failed hop; "address-refused" or "malformed-answer" for a redirect to nowhere
 * good; "limit-exceeded" after `maxRedirects`. Each with the ids of all exchanges of the chain.
 */
export async function followRedirects(
  request: HttpRequest,
  first: NextHop,
  policy: EgressPolicy,
  maxRedirects: number,
  ask: Ask,
): Promise<HttpReply> {
  const exchanges: Exchange[] = [];
  const record = (exchange: Exchange) => {
    exchanges.push(exchange);
    request.onExchange(exchange);
  };
  try {
    let hop = guarded(request.url, first, record, () => {
      checkTarget(request.url, policy, request.referredBy);
      return first;
    });
    for (let followed = 0; ; followed++) {
      const answer = await ask(hop, record);
      if ("fault" in answer) throw new ExplorerError(answer.fault.code, { detail: answer.fault.message });
      const { status, headers, body } = answer;
      const reply: HttpReply = { status, headers, body, url: hop.url, exchanges };
      const location = FOLLOWED.has(status) ? headers.location : undefined;
      if (location === undefined) return reply;
      const target = URL.parse(location, hop.url);
      if (!mayFollow(request, hop.url, target)) return { ...reply, redirectedTo: target?.origin };
      if (followed >= maxRedirects) throw tooMany(hop.url, maxRedirects);
      const from = hop;
      hop = guarded(target, from, record, () => nextHop(from, parseReferred(location, from.url, policy)));
    }
  } catch (error) {
    throw withExchanges(error, exchanges);
  }
}

/** A write is never sent anywhere but where it was addressed to. */
function mayFollow(request: HttpRequest, from: URL, target: URL | null): boolean {
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  if (request.redirects === "none") return false;
  return request.redirects !== "same-origin" || target?.origin === from.origin;
}

/** Once gone, the credential stays gone, also when the chain comes back. */
function nextHop(hop: NextHop, url: URL): NextHop {
  if (url.origin === hop.url.origin) return { ...hop, url };
  const headers = Object.fromEntries(Object.entries(hop.headers).filter(([name]) => HARMLESS.has(name)));
  return { ...hop, url, headers, authorization: undefined };
}

/** Runs a check that may refuse `url`; a refusal leaves a receipt, though nothing was sent. */
function guarded<T>(url: URL | null, hop: NextHop, record: (exchange: Exchange) => void, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (url && error instanceof ExplorerError) record(refusedExchange(url, hop, error));
    throw error;
  }
}

function refusedExchange(url: URL, hop: NextHop, error: ExplorerError): Exchange {
  return toExchange({
    method: hop.method,
    url,
    requestHeaders: hop.headers,
    purpose: hop.purpose,
    at: new Date(),
    durationMs: 0,
    error,
  });
}

function tooMany(url: URL, most: number): ExplorerError {
  return new ExplorerError("limit-exceeded", { detail: `${url.host} redirects more than ${most} times.` });
}

/** The same fault, with the receipts of the chain so far. */
function withExchanges(error: unknown, exchanges: Exchange[]): unknown {
  if (!(error instanceof ExplorerError)) return error;
  const { code, message, cause, retryAfterSeconds } = error;
  return new ExplorerError(code, {
    detail: message,
    cause,
    retryAfterSeconds,
    exchanges: exchanges.map(({ id }) => id),
  });
}
