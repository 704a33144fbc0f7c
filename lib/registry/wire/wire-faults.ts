// Names what went wrong on the wire: turns the errors of sockets, TLS, DNS, undici and zlib into faults.
import { type ErrorCode, ExplorerError } from "#lib/errors";
import { AddressRefused } from "./guard.ts";
import { LimitExceeded } from "./limits.ts";
import { NameNotResolved } from "./resolver.ts";

/** A classified failure of one attempt. `retryable`: asking again may help. `hostFailed`: it counts for the breaker. */
export type WireFault = { code: ErrorCode; message: string; retryable: boolean; hostFailed: boolean };

/**
 * Classifies what one attempt threw. Messages name the host and the cause, never a URL's query, a header or
 * an address of a refused host.
 */
export function classify(thrown: unknown, host: string): WireFault {
  for (const error of causes(thrown)) {
    const fault = classifyOne(error, host);
    if (fault) return fault;
  }
  const code = [...causes(thrown)].map(codeOf).find((found) => found !== undefined);
  return failed("connection-failed", `The connection to ${host} failed (${code ?? "unknown cause"}).`);
}

function classifyOne(error: Error, host: string): WireFault | undefined {
  if (error instanceof ExplorerError) return known(error);
  if (error instanceof AddressRefused) return definite("address-refused", error.message);
  if (error instanceof LimitExceeded) {
    const { message, slow } = error;
    return { code: "limit-exceeded", message: `${host}: ${message}`, retryable: slow, hostFailed: slow };
  }
  if (error instanceof NameNotResolved) {
    const { message, temporary } = error;
    return { code: "host-not-found", message, retryable: temporary, hostFailed: temporary };
  }
  if (error.name === "HTTPParserError")
    return failed("malformed-answer", `${host} does not speak HTTP here.`);
  const code = codeOf(error);
  if (code === undefined) return undefined;
  // One of several addresses had less time than the system takes to give up.
  if (code === "ETIMEDOUT" && error instanceof AggregateError) return late(host);
  return TLS_CODE.test(code) ? untrusted(error, code, host) : classifyCode(code, host);
}

function classifyCode(code: string, host: string): WireFault | undefined {
  switch (code) {
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ETIMEDOUT":
      // The system has sent its own retries by now: another round would only keep the reader waiting.
      return { ...late(host), retryable: false };
    case "UND_ERR_HEADERS_TIMEOUT":
      return failed("timed-out", `${host} sent no complete header in time.`);
    case "UND_ERR_BODY_TIMEOUT":
      return failed("timed-out", `${host} stopped sending in the middle of its answer.`);
    case "UND_ERR_HEADERS_OVERFLOW":
    case "HPE_HEADER_OVERFLOW":
      return definite("limit-exceeded", `${host}: the header is larger than Refscope reads.`);
    case "ECONNREFUSED":
      return failed("connection-failed", `${host} refused the connection.`);
    case "UND_ERR_SOCKET":
    case "ECONNRESET":
    case "EPIPE":
      return failed("connection-failed", `${host} closed the connection before its answer was complete.`);
    case "UND_ERR_DESTROYED":
    case "UND_ERR_CLOSED":
      return definite("cancelled", "Refscope is shutting down.");
    case "UND_ERR_MAX_ORIGINS_REACHED":
      return definite("too-busy", "Refscope holds connections to too many hosts at once.");
    case "UND_ERR_INVALID_ARG":
      return definite("internal", `A request to ${host} could not be written as HTTP.`);
    case "UND_ERR_RES_CONTENT_LENGTH_MISMATCH":
      return failed("malformed-answer", `${host} sent another number of bytes than it had announced.`);
  }
  if (code.startsWith("HPE_"))
    return failed("malformed-answer", `${host} does not speak HTTP here (${code}).`);
  if (/^(Z_|ZSTD_|ERR_ZSTD|ERR_BUFFER_TOO_LARGE)/.test(code)) {
    return failed("malformed-answer", `${host}: the body is not in the coding that it announces (${code}).`);
  }
  return undefined;
}

// X509 verify results by OpenSSL's names, Node's own host name check, and failures of the handshake.
const TLS_CODE =
  /^(CERT_|CRL_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|SELF_SIGNED_|DEPTH_ZERO_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME_MISMATCH|EPROTO$)/;

/** Node's own words where there are any; OpenSSL's are addresses and file names. */
function untrusted(error: Error, code: string, host: string): WireFault {
  const reason = error.message.includes("error:") ? code : `${error.message.slice(0, 200)} (${code})`;
  return definite("tls-failed", `The TLS connection to ${host} was not accepted: ${reason}.`);
}

function known(error: ExplorerError): WireFault {
  const retryable = error.code === "timed-out" || error.code === "connection-failed";
  return { code: error.code, message: error.message, retryable, hostFailed: retryable };
}

function late(host: string): WireFault {
  return failed("connection-failed", `${host} did not accept a connection in time.`);
}

function failed(code: ErrorCode, message: string): WireFault {
  return { code, message, retryable: true, hostFailed: true };
}

function definite(code: ErrorCode, message: string): WireFault {
  return { code, message, retryable: false, hostFailed: false };
}

/** The error, what caused it, and the members of an aggregate (happy eyeballs tries several addresses). */
function* causes(thrown: unknown, depth = 0): Generator<Error> {
  if (!(thrown instanceof Error) || depth > 5) return;
  yield thrown;
  if (thrown instanceof AggregateError) for (const inner of thrown.errors) yield* causes(inner, depth + 1);
  yield* causes(thrown.cause, depth + 1);
}

function codeOf(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}
