// Asks one host politely until it answers, or until asking again would be of no use or rude.
import { setTimeout as sleep } from "node:timers/promises";
import { ExplorerError } from "#lib/errors";
import { type Attempt, cancellation } from "./attempt.ts";
import type { Verdict } from "./breaker.ts";
import type { Host } from "./politeness.ts";
import { retryAfterSeconds } from "./retry-after.ts";
import { ownTurn } from "./turns.ts";

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
const LARGE = 64 * 1024;
/** A 429 that names no time still asks for one. */
const DEFAULT_PAUSE_SECONDS = 1;

/** `onAttempt` is told of each attempt; `timeLeft` in ms says whether another one has any time. */
export type Sending = {
  send: () => Promise<Attempt>;
  onAttempt: (made: Attempt) => void;
  timeLeft: () => number;
};

/**
 * Sends when the host's turn comes, and again after failures that may pass. Gives the last attempt, be it an answer
 * or a failure.
 * @throws ExplorerError "circuit-open", "rate-limited", "cancelled" or "timed-out" when nothing was sent at all
 */
export async function askWithRetries(
  host: Host,
  options: RetryOptions,
  signal: AbortSignal,
  sending: Sending,
): Promise<Attempt> {
  let last = await takeTurn(host, signal, sending);
  for (let tries = 0; tries < options.retries && mayPass(last) && sending.timeLeft() > 0; tries++) {
    if (!(await mayAskAgain(host, last, options, tries, signal))) break;
    try {
      last = await takeTurn(host, signal, sending);
    } catch (error) {
      if (error instanceof ExplorerError) break; // not sent: what came before says more
      throw error;
    }
  }
  return last;
}

/** Waits for the host's leave, sends, and tells the host how it went. */
async function takeTurn(host: Host, signal: AbortSignal, { send, onAttempt }: Sending): Promise<Attempt> {
  const pass = await host.enter(signal).catch((error) => {
    throw signal.aborted ? cancellation(signal) : error;
  });
  let verdict: Verdict = "neutral";
  let made: Attempt;
  try {
    made = await send();
    verdict = verdictOf(made);
    heedRetryAfter(host, made);
    if (isLarge(made)) await ownTurn();
  } finally {
    pass.leave(verdict);
  }
  // The place is free, and the next question on its way, before anything is read into this answer. One that is
  // asked for again is not read.
  if (!isLarge(made) && !mayPass(made)) await ownTurn();
  onAttempt(made);
  return made;
}

/** Keeps its place until it is read: no more of them shall wait in memory than may be under way. */
function isLarge(made: Attempt): boolean {
  return "body" in made && made.body.length > LARGE;
}

/** Takes a retry from the host's budget and waits a random while; false when there is none, or nobody waits. */
async function mayAskAgain(
  host: Host,
  last: Attempt,
  options: RetryOptions,
  tries: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted || host.refusing) return false;
  // A 429 is waited out with the whole host, which bounds the repeats by itself: it costs nothing of the budget.
  if ("status" in last && last.status === 429) {
    host.countRetry();
    return true;
  }
  if (!host.spendRetry()) return false;
  const ceiling = Math.min(options.retryCapMs, options.retryBaseMs * 2 ** tries);
  return sleep(options.random() * ceiling, true, { signal }).catch(() => false);
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
function heedRetryAfter(host: Host, made: Attempt): void {
  if ("fault" in made || (made.status !== 429 && made.status !== 503)) return;
  const asked = retryAfterSeconds(made.headers["retry-after"]);
  const seconds = asked ?? (made.status === 429 ? DEFAULT_PAUSE_SECONDS : undefined);
  if (seconds !== undefined) host.pause(seconds * 1000, made.status);
}
