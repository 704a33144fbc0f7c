// Reads an image's referrers until something is in the list or the waiting is over.
import { setTimeout as sleep } from "node:timers/promises";
import { asExplorerError } from "#lib/errors";
import type { Support } from "#lib/evidence";
import type { Answer, Found, ReferrersAnswer, Refusal } from "#lib/registry";
import { unknownBecause, unknownThing, unsupported } from "#lib/upgrade";
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

/**
 * Looks at the times of the trial; what is no list and will not become one ends it. A 404 may become one: what was
 * pushed is not everywhere at once. Where reading came to "no API" as well, the two agree. Never throws.
 */
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
    } else if (!mayPass(last.answer, trial)) {
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

function mayPass({ status, errorCode }: Refusal, { readNoApi }: Trial): boolean {
  if (status === 404) return !readNoApi || unknownThing(errorCode) !== undefined;
  return status === 408 || status === 429 || status >= 500;
}

/**
 * The verdict on the referrers API when it gave no list, to the end of the waiting, for an image that is there and has
 * a referrer: then a 404 is about the API, unless it says that it is about something else.
 */
export function apiVerdict(refusal: Refusal, evidence: string[]): Support {
  const { status, errorCode } = refusal;
  const said = `the referrers API answered ${wordsOf(refusal)} about an image that was just pushed`;
  if (status === 401 || status === 403) return unknownBecause("denied", said, evidence);
  if (status === 429) return unknownBecause("rate-limited", said, evidence);
  if (status === 404) {
    const thing = unknownThing(errorCode);
    if (thing === undefined) return unsupported(said, evidence);
    return thing === "repository"
      ? unknownBecause("failed", `${said}: it does not know the repository, or hides it`, evidence)
      : unknownBecause("answered", `${said}: that is about the image, and not about the API`, evidence);
  }
  if (status === 405 || status === 406) return unsupported(said, evidence, "medium");
  const isElsewhere = status >= 300 && status < 400 && refusal.redirectedTo !== undefined;
  if (isElsewhere || (status >= 200 && status < 300)) return unsupported(said, evidence, "medium");
  return unknownBecause("failed", said, evidence);
}
