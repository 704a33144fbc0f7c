// The blobs of an artifact, each by itself: what could not be had is told with its reason, and takes nothing else along.
import { asExplorerError } from "#lib/errors";
import type { Refusal, Registry } from "#lib/registry";
import type { FetchedBlob, Wanted } from "./workers/job.ts";

/** 32 MiB: a large SBOM. What is larger is an image's or a model's own files. */
const MAX_BYTES = 32 * 1024 * 1024;
/** Of one artifact: all of it is held at once. */
const MAX_TOGETHER = 64 * 1024 * 1024;

/** Beyond what a descriptor says: enough to tell how far it is from the truth. */
const SLACK = 64 * 1024;

type Unread = Omit<Extract<FetchedBlob, { unread: string }>, "digest">;

/**
 * Fetches in parallel, as far as the registry's politeness allows. `registry` is one whose signal ends it in time; `signal`
 * is the caller's own.
 * @throws ExplorerError "cancelled" when the caller leaves
 */
export async function fetchBlobs(
  registry: Registry,
  repository: string,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<FetchedBlob[]> {
  const fitting = fittingInto(MAX_TOGETHER, wanted);
  const fetched = wanted.map((each): FetchedBlob | Promise<FetchedBlob> => {
    const { digest, size, data } = each;
    if (data) return { digest, bytes: data };
    if (size > MAX_BYTES) return { digest, ...tooLarge(`it has ${size} bytes, and at most ${MAX_BYTES}`) };
    if (!fitting.has(each))
      return { digest, ...tooLarge(`with it there would be more than ${MAX_TOGETHER} bytes, the most that`) };
    return fetchBlob(registry, repository, each, signal);
  });
  return Promise.all(fetched);
}

/** The smallest first, so that as many as possible are read. */
function fittingInto(room: number, wanted: readonly Wanted[]): Set<Wanted> {
  const fitting = new Set<Wanted>();
  let left = room;
  for (const each of wanted.toSorted((a, b) => a.size - b.size)) {
    left -= each.size;
    if (left < 0) break;
    fitting.add(each);
  }
  return fitting;
}

function tooLarge(what: string): Unread {
  return { why: "too-large", unread: `${what} are read of one artifact` };
}

async function fetchBlob(
  registry: Registry,
  repository: string,
  { digest, size }: Wanted,
  signal: AbortSignal,
): Promise<FetchedBlob> {
  try {
    // Not much more than was said: a hundred small blobs must not become a hundred large ones.
    const maxBytes = size + SLACK;
    const answer = await registry.blob(repository, digest, { purpose: "content", size, maxBytes });
    return answer.found ? { digest, bytes: answer.value } : { digest, ...refused(answer) };
  } catch (thrown) {
    const fault = asExplorerError(thrown);
    if (signal.aborted || fault.code === "internal") throw fault;
    return { digest, why: "failed", unread: fault.message.replace(/\.$/, "") };
  }
}

/** A refusal is told as what it is: nothing but a 404 says that it is not there. */
function refused({ status, errorCode, reason, redirectedTo }: Refusal): Unread {
  const code = errorCode ? `, ${errorCode}` : "";
  const answer = `it answered ${status}${code}`;
  if (reason !== undefined) return { why: "failed", unread: `${reason.replace(/\.$/, "")} (${answer})` };
  if (status === 404) return { why: "missing", unread: `the registry does not have it (${answer})` };
  if (status === 401 || status === 403)
    return { why: "failed", unread: `the registry did not let Refscope read it (${answer})` };
  if (status === 429)
    return { why: "failed", unread: `the registry limits the rate of requests (${answer})` };
  const to = redirectedTo ? `, a redirect to ${redirectedTo}` : "";
  return { why: "failed", unread: `the registry did not send it (${answer}${to})` };
}
