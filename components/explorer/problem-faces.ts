// What each fault looks like to the reader, and what stays unknown because of it. Pure.
import type { Problem } from "#lib/api";
import { curlOf, shellQuoted } from "../artifact/commands.ts";
import type { MarkName } from "../ui/shapes.ts";
import type { StateTone } from "../ui/state-panel.tsx";
import type { AskedReference } from "./scene.ts";

export type ProblemFace = {
  mark: MarkName;
  tone: StateTone;
  title: string;
  /** What is not known because of it. */
  unknown: string;
  command?: string;
};

type Look = Omit<ProblemFace, "title" | "command"> & {
  title?: (reference: AskedReference, problem: Problem) => string;
  command?: (reference: AskedReference, problem: Problem) => string;
};

const NOTHING_ASKED = "Nothing was asked beyond that, so nothing is known about this image.";
const ATTACHED_UNKNOWN = "Whether anything is attached is not known.";

const failed = (more: Partial<Look> = {}): Look => ({
  mark: "failed",
  tone: "bad",
  unknown: NOTHING_ASKED,
  command: pingLine,
  ...more,
});

// A code that is not here is drawn as a failure, with the words that came with it.
const LOOKS: Record<string, Look> = {
  "credentials-refused": {
    mark: "denied",
    tone: "warn",
    title: ({ repository }) => `This registry did not let Refscope read ${repository}`,
    unknown: ATTACHED_UNKNOWN,
    command: ({ registry }) => `docker login ${shellQuoted(registry)}`,
  },
  "rate-limited": {
    mark: "rate-limited",
    tone: "warn",
    unknown: ATTACHED_UNKNOWN,
    command: ({ registry }) => `docker login ${shellQuoted(registry)}`,
  },
  "not-found": {
    mark: "none",
    tone: "ink",
    title: notFound,
    unknown: "Nothing can be attached to what is not there; a private repository may also answer like this.",
    command: ({ registry, repository }, problem) =>
      problem.missing === "repository"
        ? `oras repo ls ${isPlain(problem) ? "--plain-http " : ""}${shellQuoted(registry)}`
        : `oras repo tags ${isPlain(problem) ? "--plain-http " : ""}${shellQuoted(`${registry}/${repository}`)}`,
  },
  "address-refused": {
    mark: "denied",
    tone: "warn",
    unknown: "Nothing was sent, so nothing is known about this image.",
    command: ({ registry }) => `REFSCOPE_PRIVATE_REGISTRIES=${shellQuoted(withPort(registry))} npm start`,
  },
  "host-not-found": failed({
    title: ({ registry }) => `The host name ${registry} does not resolve`,
    command: ({ registry }) => `getent hosts ${shellQuoted(registry.replace(/:\d+$/, ""))}`,
  }),
  "connection-failed": failed({ title: ({ registry }) => `${registry} could not be reached` }),
  "tls-failed": failed({ title: ({ registry }) => `The TLS connection to ${registry} was not accepted` }),
  "timed-out": failed({ title: ({ registry }) => `${registry} did not answer in time` }),
  "circuit-open": failed({ mark: "rate-limited", tone: "warn", command: undefined }),
  "malformed-answer": failed({ unknown: ATTACHED_UNKNOWN, command: lastLine }),
  "digest-mismatch": failed({
    mark: "contradicted",
    unknown: "The bytes were thrown away unread.",
    command: lastLine,
  }),
  "limit-exceeded": failed({ unknown: ATTACHED_UNKNOWN, command: lastLine }),
  "registry-error": failed({ unknown: ATTACHED_UNKNOWN, command: lastLine }),
  "too-busy": { mark: "rate-limited", tone: "warn", unknown: "This exploration has not begun." },
  cancelled: { mark: "not-asked", tone: "ink", unknown: "This exploration was ended before it was done." },
  "bad-reference": { mark: "missing", tone: "bad", unknown: "Nothing was sent anywhere." },
};

export function faceOf(problem: Problem, reference: AskedReference): ProblemFace {
  const look = LOOKS[problem.code] ?? failed({ command: undefined, unknown: "" });
  return {
    mark: look.mark,
    tone: look.tone,
    title: look.title?.(reference, problem) ?? problem.title,
    unknown: look.unknown,
    command: look.command?.(reference, problem),
  };
}

/** What it lacks by its own word; where it does not tell which, neither is named alone. */
function notFound({ registry, repository, tag, digest }: AskedReference, { missing }: Problem): string {
  const thing = digest ? "digest" : tag ? "tag" : "image";
  if (missing === "repository") return `${registry} has no repository ${repository}`;
  if (missing === "either") return `${registry} has no such ${thing} or no such repository`;
  return `${registry} has no such ${thing}${missing === "image" ? ` in ${repository}` : ""}`;
}

/** The origin that was asked is not always the host that a reference names. */
function pingLine({ registry }: AskedReference, { exchanges = [] }: Problem): string {
  const asked = exchanges.find(
    ({ url }) => URL.canParse(url) && new URL(url).pathname.startsWith("/v2/"),
  )?.url;
  return `curl -sv ${shellQuoted(`${asked ? new URL(asked).origin : `https://${registry}`}/v2/`)}`;
}

/** The last request once more: what came instead of an answer is seen best as it came. */
function lastLine(reference: AskedReference, problem: Problem): string {
  const last = problem.exchanges?.at(-1);
  return last ? curlOf(last) : pingLine(reference, problem);
}

function isPlain({ exchanges = [] }: Problem): boolean {
  return exchanges.some(({ url }) => url.startsWith("http://"));
}

function withPort(registry: string): string {
  return /:\d+$/.test(registry) ? registry : `${registry}:443`;
}
