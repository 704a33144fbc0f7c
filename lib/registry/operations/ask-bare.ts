// Questions that are judged by their bare answer: the version check, and the probe's control questions.
import { ExplorerError } from "#lib/errors";
import { parseChallenges } from "../auth/challenge.ts";
import type { Answer, BareAnswer, PingAnswer } from "../registry.ts";
import type { Call } from "./call.ts";
import { endpoint, repositoryOf } from "./endpoint.ts";

const MAX_BARE = 64 * 1024;
/** What is read to be cut: a 200 of any size is an answer here. */
const MAX_READ = 4 * 1024 * 1024;

/** `GET /v2/` as nobody: a 401 with a challenge is what a registry with accounts answers. */
export async function ping(call: Call): Promise<Answer<PingAnswer>> {
  const url = new URL("/v2/", call.home.origin);
  const reply = await call.ask({ method: "GET", url, login: false, redirects: "same-origin" });
  const challenges = parseChallenges(reply.headers["www-authenticate"]).map(({ scheme }) => scheme);
  const isAnswer = reply.status === 200 || (reply.status === 401 && challenges.length > 0);
  if (!isAnswer) return call.refused(reply);
  const apiVersion = reply.headers["docker-distribution-api-version"];
  const value = { challenges, apiVersion, server: reply.headers.server };
  return call.found(value, reply.status);
}

/** GET of a path at the registry's origin, as whoever may read the repository in it. */
export async function askBare(
  call: Call,
  path: string | readonly string[],
  accept = "*/*",
): Promise<BareAnswer> {
  const url = typeof path === "string" ? pathAt(call, path) : endpoint(call.home, path);
  const reply = await call.ask({
    method: "GET",
    url,
    repository: repositoryOf(url.pathname),
    headers: { accept },
    redirects: "same-origin",
    maxBytes: MAX_READ,
  });
  return {
    status: reply.status,
    contentType: reply.headers["content-type"],
    headers: reply.headers,
    bytes: reply.body.subarray(0, MAX_BARE),
    ...call.asked(),
  };
}

function pathAt({ home }: Call, path: string): URL {
  const url = URL.parse(path, home.origin);
  if (path.startsWith("/") && url?.origin === home.origin) return url;
  throw new ExplorerError("bad-request", { detail: "Not a path of the registry." });
}
