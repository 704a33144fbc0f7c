// Asks one host politely until it answers, or until asking again would be of no use or rude.
import { setTimeout as sleep } from "node:timers/promises";
import { type Attempt, cancellation } from "./attempt.ts";
import type { Verdict } from "./breaker.ts";
import type { Host } from "./politeness.ts";
import { retryAfterSeconds } from "./retry-after.ts";

export type RetryOptions = {
  /** Retries of one request, at most. */
  retries: number;
  /** Full jitter: a random time between 0 and this, doubled for each retry, at most `retryCapMs`. */
  retryBaseMs: number;
  retryCapMs: number;
  /** 0 to 1. */
  random: () => number;
};

const RETRYABLE = new Set([408, 429, 500, 502, 503, 504]);
const HOST_FAILED = new Set([408, 500, 502, 503, 504]);
/** A 429 that names no time still asks for one. */
const DEFAULT_PAUSE_SECONDS = 1;

/**
 * Runs `send` when the host's turn comes, and again after failures that may pass. Gives the last attempt, be it
 * an answer or a failure. `timeLeft` in ms says whether another try has any time.
 * @throws ExplorerError "circuit-open", "rate-limited", "cancelled" or "timed-out" when nothing was sent at all
 */
export async function askWithRetries(
  host: Host,
  options: RetryOptions,
  signal: AbortSignal,
  timeLeft: () => number,
  send: () => Promise<Attempt>,
): Promise<Attempt> {
  let last: Attempt | undefined;
  for (let tries = 0; ; tries++) {
    try {
      const pass = await host.enter(signal);
      last = await send();
      pass.leave(verdictOf(last));
    } catch (error) {
      if (last) return last;
      throw signal.aborted ? cancellation(signal) : error;
    }
    const paused = heedRetryAfter(host, last);
    if (tries >= options.retries || !mayPass(last) || signal.aborted || timeLeft() <= 0) return last;
    if (host.refusing) return last;
    // A pause has its own bound on repeats, so waiting it out costs nothing from the budget.
    if (paused) host.countRetry();
    else if (!host.spendRetry()) return last;
    if (!paused && !(await backOff(options, tries, signal))) return last;
  }
}

function mayPass(last: Attempt): boolean {
  return "fault" in last ? last.fault.retryable : RETRYABLE.has(last.status);
}

function verdictOf(last: Attempt): Verdict {
  if ("fault" in last) return last.fault.hostFailed ? "failure" : "neutral";
  if (last.status === 429) return "neutral";
  return HOST_FAILED.has(last.status) ? "failure" : "success";
}

/** RFC 6585 section 4 and RFC 9110 section 15.6.4: 429 and 503 may say when to come back. */
function heedRetryAfter(host: Host, last: Attempt): boolean {
  if ("fault" in last || (last.status !== 429 && last.status !== 503)) return false;
  const seconds = retryAfterSeconds(last.headers["retry-after"]);
  if (seconds === undefined && last.status === 503) return false;
  host.pause((seconds ?? DEFAULT_PAUSE_SECONDS) * 1000, last.status);
  return last.status === 429;
}

async function backOff(options: RetryOptions, tries: number, signal: AbortSignal): Promise<boolean> {
  const ceiling = Math.min(options.retryCapMs, options.retryBaseMs * 2 ** tries);
  try {
    await sleep(options.random() * ceiling, undefined, { signal });
    return true;
  } catch {
    return false;
  }
}
