// An audit as the page knows it so far: what the stream's events add up to, or what the server remembers. Pure.
import type { Audit, AuditEvent, AuditProgress, Problem, TagRow } from "#lib/api";
import { AUDIT_KINDS, type AuditFinding, type AuditKind, type Exchange } from "#lib/evidence";

/** What can happen besides the stream's own events: the reader stopped it, or it ended before it was done. */
export type AuditViewEvent = AuditEvent | { type: "stopped" } | { type: "cut" };

/** "asking": more may come. "stopped", "cut": nothing more comes, and what is here is not all. */
export type AuditPhase = "asking" | "done" | "stopped" | "cut";

export type KindCount = { kind: AuditKind; count: number; listed: number };

export type AuditView = {
  phase: AuditPhase;
  progress?: AuditProgress;
  findings: readonly AuditFinding[];
  rows: readonly TagRow[];
  exchanges: readonly Exchange[];
  counts: readonly KindCount[];
  /** The whole, once it is done. */
  audit?: Audit;
  /** A fault that ended the audit after it had begun. */
  problem?: Problem;
};

export const NOTHING_FOUND: AuditView = {
  phase: "asking",
  findings: [],
  rows: [],
  exchanges: [],
  counts: AUDIT_KINDS.map((kind) => ({ kind, count: 0, listed: 0 })),
};

/** What the server remembers, or what "done" brought. */
export function viewOfAudit(audit: Audit): AuditView {
  const { findings, rows, exchanges, counts } = audit;
  return { phase: audit.end === "stopped" ? "stopped" : "done", findings, rows, exchanges, counts, audit };
}

/** Batches of an audit's events, added up. Lists grow in place, so that ten thousand rows cost no more than one by one. */
export class AuditSum {
  readonly #findings: AuditFinding[] = [];
  readonly #exchanges: Exchange[] = [];
  readonly #rows = new Map<string, TagRow>();
  readonly #counts = new Map<AuditKind, number>();
  #view = NOTHING_FOUND;

  /** The view after these events; each call gives a new one. */
  add(events: readonly AuditViewEvent[]): AuditView {
    let next = this.#view;
    for (const event of events) {
      if (event.type === "row") this.#rows.set(event.row.tag, event.row);
      else if (event.type === "exchange") this.#exchanges.push(event.exchange);
      else if (event.type === "finding") this.#count(event.finding);
      else next = withEvent(next, event);
    }
    this.#view = next.audit ? next : { ...next, ...this.#lists() };
    return this.#view;
  }

  #count(finding: AuditFinding): void {
    this.#findings.push(finding);
    this.#counts.set(finding.kind, (this.#counts.get(finding.kind) ?? 0) + 1);
  }

  #lists(): Pick<AuditView, "findings" | "rows" | "exchanges" | "counts"> {
    return {
      findings: this.#findings.slice(),
      rows: [...this.#rows.values()],
      exchanges: this.#exchanges.slice(),
      counts: AUDIT_KINDS.map((kind) => {
        const count = this.#counts.get(kind) ?? 0;
        return { kind, count, listed: count };
      }),
    };
  }
}

type Rare = Exclude<AuditViewEvent, { type: "row" | "exchange" | "finding" }>;

function withEvent(view: AuditView, event: Rare): AuditView {
  switch (event.type) {
    case "progress":
      return { ...view, progress: event.progress };
    case "problem":
      return { ...view, phase: "cut", problem: event.problem };
    case "stopped":
    case "cut":
      return view.phase === "asking" ? { ...view, phase: event.type } : view;
    case "done":
      return viewOfAudit(event.audit);
  }
}
