// How each fault that kept a registry from being asked is drawn and named. Pure.
import type { Problem } from "#lib/api";
import type { MarkName } from "../ui/shapes.ts";
import type { StateTone } from "../ui/state-panel.tsx";

export type ProblemLook = { mark: MarkName; tone: StateTone; title: string };

type Row = { mark: MarkName; tone: StateTone; title?: (registry: string) => string };

const FAILED: Row = { mark: "failed", tone: "bad" };

// A code that is not here is drawn as a failure, under the title that came with it.
const ROWS: Record<string, Row> = {
  "host-not-found": { ...FAILED, title: (registry) => `The host name ${registry} does not resolve` },
  "connection-failed": { ...FAILED, title: (registry) => `${registry} could not be reached` },
  "tls-failed": { ...FAILED, title: (registry) => `The TLS connection to ${registry} was not accepted` },
  "timed-out": { ...FAILED, title: (registry) => `${registry} did not answer in time` },
  // Nobody was asked: Refscope itself refused to go there.
  "address-refused": {
    mark: "not-asked",
    tone: "warn",
    title: (registry) => `${registry} is not a public address, so Refscope did not connect`,
  },
  "credentials-refused": {
    mark: "denied",
    tone: "warn",
    title: (registry) => `${registry} did not let Refscope read`,
  },
  "rate-limited": { mark: "rate-limited", tone: "warn" },
  "too-busy": { mark: "rate-limited", tone: "warn" },
  "circuit-open": { mark: "rate-limited", tone: "warn" },
  "bad-reference": { mark: "missing", tone: "bad" },
  "bad-request": { mark: "missing", tone: "bad" },
};

/** Faults of the way to a registry: whatever else is asked of it meets the same. */
const UNREACHABLE = new Set([
  "host-not-found",
  "connection-failed",
  "tls-failed",
  "timed-out",
  "address-refused",
  "circuit-open",
]);

export function isUnreachable({ code }: Pick<Problem, "code">): boolean {
  return UNREACHABLE.has(code);
}

export function problemLook(problem: Pick<Problem, "code" | "title">, registry: string): ProblemLook {
  const { mark, tone, title } = ROWS[problem.code] ?? FAILED;
  return { mark, tone, title: title?.(registry) ?? problem.title };
}
