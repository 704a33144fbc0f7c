// A3: whether, and when, the referrers API lists what was pushed, and with what in its entry.
import type { Capabilities } from "#lib/evidence";
import type { Descriptor } from "#lib/oci";
import type { Found, ReferrersAnswer } from "#lib/registry";
import { supported, unknownBecause } from "#lib/upgrade";
import type { Item, ProbeContent } from "../content.ts";
import { MARK, PROBE_TYPE } from "../content.ts";
import { apiVerdict, pollReferrers } from "../listing.ts";
import type { Judged, Step } from "../step.ts";

export const lookForReferrer: Step = {
  id: "A3",
  title: "Listed by the referrers API",
  asks: "Does the referrers API list the manifest with a subject?",
  decides: ["referrersApi"],
  async begin(trial) {
    const { content, subject, pollAtMs } = trial;
    if (subject !== "taken") {
      const observed = "nothing was pushed that it could list";
      return { known: { outcome: "not-run", observed, exchanges: [] } };
    }
    const isListed = ({ items }: ReferrersAnswer) =>
      items.some(({ digest }) => digest === content.typed.digest);
    const since = performance.now();
    const polled = await pollReferrers(trial, {
      ...{ subject: content.image.digest, until: isListed, since },
      purpose: "the image's referrers",
    });
    const { exchanges, answer } = polled;
    if (!answer) {
      const referrersApi = unknownBecause("failed", polled.reason, exchanges);
      return {
        known: { outcome: "unknown", observed: polled.reason, exchanges, capabilities: { referrersApi } },
      };
    }
    if (!("afterMs" in polled)) return { known: withoutList(trial, apiVerdict(polled.answer, exchanges)) };
    trial.api = "lists";
    return {
      known: polled.isThere
        ? listed(polled.answer, polled.afterMs, content, exchanges)
        : notListed(pollAtMs.at(-1) ?? 0, exchanges),
    };
  },
};

function withoutList(
  trial: { api?: "lists" | "absent" },
  referrersApi: Capabilities["referrersApi"],
): Judged {
  const isAbsent = referrersApi.support === "unsupported";
  if (isAbsent) trial.api = "absent";
  const { reason: observed, evidence: exchanges } = referrersApi;
  return { outcome: isAbsent ? "no" : "unknown", observed, exchanges, capabilities: { referrersApi } };
}

function listed(
  answer: Found<ReferrersAnswer>,
  afterMs: number,
  { typed }: ProbeContent,
  exchanges: string[],
): Judged {
  const when = afterMs < 1000 ? `${Math.max(1, Math.round(afterMs))} ms` : `${(afterMs / 1000).toFixed(1)} s`;
  const evidence = exchanges.slice(-1);
  const entry = answer.value.items.find(({ digest }) => digest === typed.digest);
  const observed = "it lists it";
  return {
    outcome: "yes",
    observed,
    facts: [
      ["listed within", when],
      ...(entry ? entryFacts(entry, typed) : []),
      ["the list's media type", answer.value.conformantType ? "an index" : "not that of an index"],
    ],
    exchanges,
    capabilities: {
      referrersApi: supported("it listed a manifest that was just pushed", evidence),
    },
  };
}

/** What OCI 1.1 wants in an entry: "pulled up" from the manifest. */
function entryFacts(entry: Descriptor, { descriptor }: Item): [string, string][] {
  const same = (isSame: boolean, value: unknown) =>
    isSame ? "as in the manifest" : `not so: ${String(value)}`;
  const mark = entry.annotations?.[MARK];
  return [
    ["artifactType", same(entry.artifactType === PROBE_TYPE, entry.artifactType?.slice(0, 128))],
    ["annotations", mark === undefined ? "not there" : "as in the manifest"],
    ["size", same(entry.size === descriptor.size, entry.size)],
    ["mediaType", same(entry.mediaType === descriptor.mediaType, entry.mediaType.slice(0, 128))],
  ];
}

/** A list that leaves out what was pushed may be a slow one, so the API is not denied for it. */
function notListed(waitedMs: number, exchanges: string[]): Judged {
  const observed = `it answers with lists, but did not list it within ${waitedMs / 1000} s`;
  const evidence = exchanges.slice(-1);
  return {
    outcome: "no",
    observed,
    exchanges,
    capabilities: {
      referrersApi: supported(observed, evidence, "low"),
    },
  };
}
