// When the image itself is refused there is nothing to draw, so the refusal becomes a fault.
import { type ErrorCode, ExplorerError } from "#lib/errors";
import type { Refusal } from "#lib/registry";

/** The fault that a refusal of the asked-for thing amounts to. `what` is named in the detail. */
export function faultOf(refusal: Refusal, what: string): ExplorerError {
  const said = refusal.errorCode ? ` and ${refusal.errorCode}` : "";
  const to = refusal.redirectedTo ? `, a redirect to ${refusal.redirectedTo}` : "";
  return new ExplorerError(codeOf(refusal.status), {
    detail: refusal.reason
      ? `${what}: ${refusal.reason}`
      : `For ${what} the registry answered ${refusal.status}${said}${to}.`,
    exchanges: refusal.exchanges.map(({ id }) => id),
    retryAfterSeconds: refusal.retryAfterSeconds,
  });
}

function codeOf(status: number): ErrorCode {
  if (status === 404) return "not-found";
  if (status === 401 || status === 403) return "credentials-refused";
  if (status === 429) return "rate-limited";
  return "registry-error";
}
