// When the image itself is refused there is nothing to draw, so the refusal becomes a fault.
import { type ErrorCode, ExplorerError, type Missing } from "#lib/errors";
import type { Refusal } from "#lib/registry";
import type { MissingThing } from "./explore-missing.ts";

const MISSING_WORDS: Record<Missing, string> = {
  repository: ": it has no such repository",
  image: ": it has the repository, and no such tag or digest in it",
  either: ", and does not tell whether it lacks the repository or this tag or digest of it",
};

/** The fault that a refusal of the asked-for thing amounts to. `what` is named in the detail, and what of it is missing where that was asked. */
export function faultOf(refusal: Refusal, what: string, gone?: MissingThing): ExplorerError {
  if (gone) {
    return new ExplorerError("not-found", {
      detail: `For ${what} the registry answered ${gone.answered}${MISSING_WORDS[gone.missing]}.`,
      exchanges: gone.exchanges.map(({ id }) => id),
      missing: gone.missing,
    });
  }
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
