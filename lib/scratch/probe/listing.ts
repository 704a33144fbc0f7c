// Reads an image's referrers until something is in the list or the waiting is over.
import { setTimeout as sleep } from "node:timers/promises";
import { asExplorerError } from "#lib/errors";
import type { Support } from "#lib/evidence";
import type { Answer, Found, ReferrersAnswer, Refusal } from "#lib/registry";
import { unknownBecause, unsupported } from "#lib/upgrade";
import { wordsOf } from "./push-verdict.ts";
import { idsOf, type Trial } from "./step.ts";

/** The last answer. `afterMs`: when it came, since the waiting began. `exchanges`: of every look. */
export type Polled =
  | { answer: Found<ReferrersAnswer>; isThere: boolean; afterMs: number; exchanges: string[] }
  | { answer: Refusal; exchanges: string[] }
  | { answer?: undefined; reason: string; exchanges: string[] };

type Asked = {
  subject: string;
  /** The waiting is over when the list is as it should be. */
  until: (list: ReferrersAnswer) => boolean;
  purpose: string;
  /** `performance.now()` of the push. */
  since: number;
};

/** Looks at the times of the trial; what is no list and will not become one ends it. Never throws. */
export async function pollReferrers(
  trial: Trial,
  { subject, until, purpose, since }: Asked,
): Promise<Polled> {
  const { repository, signal, pollAtMs } = trial;
  const exchanges: string[] = [];
  let last: Polled = { reason: "it was not asked", exchanges };
  for (const atMs of pollAtMs) {
    if (!(await waitUntil(since + atMs, signal))) break;
    last = await lookOnce(async () => {
      const answer = await repository.reading.referrers(repository.repository, subject, { purpose });
      exchanges.push(...idsOf(answer));
      return answer;
    }, exchanges);
    if (!last.answer) continue;
    if (last.answer.found) {
      const isThere = until(last.answer.value);
      last = { answer: last.answer, isThere, afterMs: performance.now() - since, exchanges };
      if (isThere) return last;
    } else if (!mayPass(last.answer.status)) {
      return last;
    }
  }
  return last;
}

async function lookOnce(ask: () => Promise<Answer<ReferrersAnswer>>, exchanges: string[]): Promise<Polled> {
  try {
    const answer = await ask();
    return answer.found ? { answer, isThere: false, afterMs: 0, exchanges } : { answer, exchanges };
  } catch (thrown) {
    const fault = asExplorerError(thrown);
    exchanges.push(...fault.exchanges);
    return { reason: fault.message, exchanges };
  }
}

/** False when the time for the whole is over. */
async function waitUntil(at: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  const ms = at - performance.now();
  return ms <= 0 || sleep(ms, true, { signal }).catch(() => false);
}

function mayPass(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/**
 * The verdict on the referrers API when it gave no list for an image that is there and has a referrer: then a 404
 * can only be about the API.
 */
export function apiVerdict(refusal: Refusal, evidence: string[]): Support {
  const { status, errorCode = "" } = refusal;
  const said = `the referrers API answered ${wordsOf(refusal)} about an image that was just pushed`;
  if (status === 401 || status === 403) return unknownBecause("denied", said, evidence);
  if (status === 429) return unknownBecause("rate-limited", said, evidence);
  const isAboutTheName = /^NAME_/.test(errorCode);
  if (status === 404)
    return isAboutTheName ? unknownBecause("failed", said, evidence) : unsupported(said, evidence);
  if (status === 405 || status === 406) return unsupported(said, evidence, "medium");
  const isElsewhere = status >= 300 && status < 400 && refusal.redirectedTo !== undefined;
  if (isElsewhere || (status >= 200 && status < 300)) return unsupported(said, evidence, "medium");
  return unknownBecause("failed", said, evidence);
}
