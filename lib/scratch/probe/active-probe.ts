// The active probe: what only pushing shows, asked in thirteen steps, none of which stops the others.
import { asExplorerError } from "#lib/errors";
import type { Capabilities, Support } from "#lib/evidence";
import type { WritableRepository } from "#lib/registry";
import { type AssessInput, assess, notAsked, type Upgrade, unknownBecause } from "#lib/upgrade";
import { contentFor } from "./content.ts";
import { pollReferrers } from "./listing.ts";
import { mergeVerdicts } from "./merge.ts";
import type { Begun, Judged, Listing, Step, StepResult, Trial } from "./step.ts";
import { CHANGING, PUSHING } from "./steps/index.ts";

export type ActiveProbeInput = {
  run: string;
  /** Writes down what is pushed: see `recordingRepository`. */
  repository: WritableRepository;
  /** What reading showed. */
  passive: Omit<AssessInput, "registry" | "repository">;
  /** When it aborts, the steps that are left are not taken. */
  signal: AbortSignal;
  pollAtMs?: readonly number[];
};

export type ActiveProbeResult = { steps: StepResult[]; upgrade: Upgrade; notes: string[] };

const POLL_AT_MS = [0, 1000, 3000, 10_000];

/** Never throws for what a registry does: a step that comes to nothing says why. */
export async function activeProbe(input: ActiveProbeInput): Promise<ActiveProbeResult> {
  const { run, repository, passive, signal, pollAtMs = POLL_AT_MS } = input;
  const readNoApi = passive.capabilities.referrersApi.support === "unsupported";
  const trial: Trial = { run, repository, content: contentFor(run), signal, pollAtMs, readNoApi };
  const taken: Taken[] = [];
  for (const step of PUSHING) taken.push(await begin(step, trial));
  const listing = await readList(trial);
  const steps: StepResult[] = [];
  for (const one of taken) steps.push(await look(one, listing));
  for (const step of CHANGING) steps.push(await look(await begin(step, trial), listing));

  const shown: Partial<Capabilities> = {};
  for (const step of steps) Object.assign(shown, step.capabilities);
  const { capabilities, notes } = mergeVerdicts(passive.capabilities, shown);
  const place = { registry: repository.host, repository: repository.repository };
  return { steps: inOrder(steps), notes, upgrade: assess({ ...passive, ...place, capabilities }) };
}

/** All thirteen, none of them taken. */
export function untakenSteps(observed: string): StepResult[] {
  return inOrder(
    [...PUSHING, ...CHANGING].map(({ id, title, asks }) => {
      return { id, title, asks, outcome: "not-run", observed, exchanges: [], durationMs: 0 };
    }),
  );
}

function inOrder(steps: StepResult[]): StepResult[] {
  return steps.toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
}

type Taken = Begun & { step: Step; tookMs: number };

async function begin(step: Step, trial: Trial): Promise<Taken> {
  const start = performance.now();
  const begun = trial.signal.aborted
    ? { known: notRun() }
    : await step.begin(trial).catch((thrown: unknown) => ({ known: failed(thrown) }));
  return { ...begun, step, tookMs: performance.now() - start };
}

/** What the looking throws leaves the step with what its pushing came to. */
async function look({ step, known, look: judge, tookMs }: Taken, listing: Listing): Promise<StepResult> {
  const { id, title, asks } = step;
  const start = performance.now();
  const judged = judge ? await lookSafely(judge, listing, known) : known;
  const durationMs = Math.round(tookMs + performance.now() - start);
  return { id, title, asks, ...judged, capabilities: withUnknowns(step, judged), durationMs };
}

async function lookSafely(
  judge: NonNullable<Begun["look"]>,
  listing: Listing,
  known: Judged,
): Promise<Judged> {
  try {
    return await judge(listing);
  } catch (thrown) {
    const { message, exchanges } = asExplorerError(thrown);
    const observed = `${known.observed}; then: ${message.replace(/\.$/, "")}`;
    return { ...known, observed, exchanges: [...known.exchanges, ...exchanges] };
  }
}

function notRun(): Judged {
  return { outcome: "not-run", observed: "the time for the probe was over before its turn", exchanges: [] };
}

function failed(thrown: unknown): Judged {
  const { message, exchanges } = asExplorerError(thrown);
  return { outcome: "unknown", observed: message.replace(/\.$/, ""), exchanges };
}

/** What the step was to decide and did not is unknown, with the step's own reason. */
function withUnknowns({ decides }: Step, { capabilities = {}, observed, exchanges, outcome }: Judged) {
  const open = decides.filter((name) => capabilities[name] === undefined);
  const unknown = (): Support => {
    return outcome === "not-run"
      ? notAsked(observed)
      : unknownBecause("failed", observed, exchanges.slice(-1));
  };
  return { ...Object.fromEntries(open.map((name) => [name, unknown()])), ...capabilities };
}

/** The image's referrers, when the one that was pushed last is listed or will not be. */
async function readList(trial: Trial): Promise<Listing> {
  const { content, api, signal } = trial;
  if (api !== "lists") {
    const reason =
      api === "absent" ? "there is no referrers API to list it" : "whether it is listed is not known";
    return { reason, exchanges: [] };
  }
  const { untyped, image } = content;
  const polled = await pollReferrers(trial, {
    ...{ subject: image.digest, since: performance.now(), purpose: "the image's referrers, all pushed" },
    until: ({ items }) => items.some(({ digest }) => digest === untyped.digest),
  });
  const { exchanges } = polled;
  if (!("afterMs" in polled)) {
    const reason = signal.aborted ? "the time for the probe was over" : "its list could not be read";
    return { reason, exchanges };
  }
  const { items, truncated, paged } = polled.answer.value;
  return { items, isCurrent: polled.isThere && truncated === undefined, paged, exchanges };
}
