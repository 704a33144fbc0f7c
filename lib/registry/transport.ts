// The only way out to registries: guard, limits, politeness, sharing and receipts around every request.
import { ExplorerError } from "#lib/errors";
import { attempt } from "./wire/attempt.ts";
import { toExchange } from "./wire/exchanges.ts";
import { createGuardedAgent } from "./wire/guard.ts";
import type { HttpReply, HttpRequest } from "./wire/http-message.ts";
import { Host, type HostState, type PolitenessOptions } from "./wire/politeness.ts";
import { followRedirects, type NextHop } from "./wire/redirects.ts";
import { createResolver, type ResolverOptions } from "./wire/resolver.ts";
import { askWithRetries, type RetryOptions } from "./wire/retries.ts";
import { SingleFlight } from "./wire/single-flight.ts";
import type { EgressPolicy } from "./wire/targets.ts";

export type { EgressPolicy } from "./wire/targets.ts";

export interface Transport {
  /**
   * Sends one request, follows its redirects and retries what may pass. Any HTTP status is a reply, also when
   * retries did not help.
   * @throws ExplorerError "address-refused", "host-not-found", "connection-failed", "tls-failed", "timed-out",
   * "limit-exceeded", "malformed-answer" (not HTTP, or not in the announced coding), "circuit-open",
   * "rate-limited" (the host asked to be left alone for long; nothing was sent) or "cancelled", with the ids of
   * the exchanges that show it; "writes-off" for a method that writes without a deed, before anything is sent
   */
  send(request: HttpRequest): Promise<HttpReply>;
  /** How the origin is treated at the moment; undefined when it is not known. */
  hostState(origin: string): HostState | undefined;
  /** Closes every socket; requests under way fail. */
  close(): Promise<void>;
}

/** Bounds and manners. The defaults hold in production; tests shorten times. */
export type TransportOptions = Partial<
  PolitenessOptions &
    RetryOptions & {
      connectTimeoutMs: number;
      headersTimeoutMs: number;
      /** Silence in the middle of a body. */
      idleTimeoutMs: number;
      maxHeaderBytes: number;
      minBytesPerSecond: number;
      graceMs: number;
      maxRedirects: number;
      resolver: ResolverOptions;
      userAgent: string;
    }
>;

const DEFAULTS = {
  concurrency: 32,
  retryBudget: 20,
  breakAfter: 20,
  coolMs: 5000,
  maxPauseMs: 30_000,
  retries: 3,
  retryBaseMs: 250,
  retryCapMs: 5000,
  random: Math.random,
  connectTimeoutMs: 5000,
  headersTimeoutMs: 10_000,
  idleTimeoutMs: 10_000,
  maxHeaderBytes: 16 * 1024,
  minBytesPerSecond: 2048,
  graceMs: 5000,
  maxRedirects: 5,
  userAgent: "refscope",
};
const MAX_BYTES = 4 * 1024 * 1024;
const DEADLINE_MS = 30_000;
const MAX_HOSTS = 512;
/** Set by the transport alone. */
const RESERVED =
  /^(authorization|proxy-authorization|cookie|host|accept-encoding|content-length|transfer-encoding|connection)$/;

/**
 * One per process: sockets, manners and requests under way are shared by all who use it.
 * @throws ExplorerError "bad-request" for a policy with a malformed CIDR
 */
export function createTransport(policy: EgressPolicy, options: TransportOptions = {}): Transport {
  const settings = { ...DEFAULTS, ...options };
  const resolve = createResolver(options.resolver);
  const agent = createGuardedAgent(policy, { ...settings, resolve, connections: settings.concurrency });
  const hosts = new Map<string, Host>();
  const flights = new SingleFlight();

  const sendAlone = (request: HttpRequest): Promise<HttpReply> => {
    const clock = wireClock(request.deadlineMs ?? DEADLINE_MS);
    const first = firstHop(request, settings.userAgent);
    const retries = (request.retry ?? isRead(request)) ? settings.retries : 0;
    return followRedirects(request, first, policy, settings.maxRedirects, (hop, record) => {
      const host = hostFor(hosts, hop.url, settings);
      return askWithRetries(host, { ...settings, retries }, hop.signal, {
        timeLeft: clock.left,
        send: () => clock.run((timeoutMs) => attempt(agent, { ...hop, timeoutMs }, settings)),
        onAttempt: ({ attempted }) => record(toExchange(attempted)),
      });
    });
  };

  return {
    async send(request) {
      checkDeed(request);
      if (request.share === undefined) return sendAlone(request);
      return flights.join(flightKey(request), request.signal, request.onExchange, (signal, onExchange) =>
        sendAlone({ ...request, signal, onExchange }),
      );
    },
    hostState: (origin) => hosts.get(origin)?.state,
    close: () => agent.destroy(new ExplorerError("cancelled", { detail: "Refscope is shutting down." })),
  };
}

function isRead({ method }: HttpRequest): boolean {
  return method === "GET" || method === "HEAD";
}

/**
 * The last gate before the network: no way of reading can send what writes, whatever its caller does. The one POST
 * that writes nothing is the token service's, and it must say that it is that one.
 */
function checkDeed(request: HttpRequest): void {
  const { method, deed } = request;
  if (isRead(request) ? deed === undefined : deed !== undefined && (deed !== "token" || method === "POST"))
    return;
  throw new ExplorerError("writes-off", { detail: `A ${method} was to be sent where Refscope only reads.` });
}

function firstHop(request: HttpRequest, userAgent: string): NextHop {
  const { method, url, body, purpose, signal, authorization } = request;
  const headers: Record<string, string> = { "user-agent": userAgent };
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    const lower = name.toLowerCase();
    if (RESERVED.test(lower)) throw new TypeError(`the header ${lower} is not the caller's to set`);
    headers[lower] = value;
  }
  const maxBytes = request.maxBytes ?? MAX_BYTES;
  const atHome = authorization?.origin === url.origin ? authorization : undefined;
  return { method, url, headers, body, authorization: atHome, purpose, maxBytes, signal };
}

/** Counts only the time of attempts: who waits politely must not lose it. */
function wireClock(deadlineMs: number) {
  let left = deadlineMs;
  return {
    left: () => left,
    async run<T>(work: (timeoutMs: number) => Promise<T>): Promise<T> {
      const start = performance.now();
      try {
        return await work(Math.max(0, left));
      } finally {
        left -= performance.now() - start;
      }
    },
  };
}

function hostFor(hosts: Map<string, Host>, url: URL, settings: PolitenessOptions): Host {
  const known = hosts.get(url.origin);
  if (known) return known;
  if (hosts.size >= MAX_HOSTS) {
    for (const [origin, host] of hosts) if (host.forgettable) hosts.delete(origin);
  }
  const host = new Host(url.host, settings);
  hosts.set(url.origin, host);
  return host;
}

/** Everything that may change the reply, the credential included: alike is only what is asked alike. */
function flightKey(request: HttpRequest): string {
  const { share, method, url, headers = {}, authorization, maxBytes, redirects, deadlineMs, retry } = request;
  const sorted = Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1));
  const home = authorization && [authorization.value, authorization.origin];
  return JSON.stringify([share, method, url.href, sorted, home, maxBytes, redirects, deadlineMs, retry]);
}
