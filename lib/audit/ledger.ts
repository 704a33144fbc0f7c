// Writes down what an audit finds: every finding counted, so many of each kind listed.
import { AUDIT_KINDS, type AuditFinding, type AuditKind, type Unchecked } from "#lib/evidence";

/** Listed of one kind. More than a person reads; what is past it is still counted. */
const MOST_LISTED = 1000;
const MOST_REASON = 300;

export class Ledger {
  readonly findings: AuditFinding[] = [];
  /** Entries of valid referrers tags that were held against a whole list of the API. */
  compared = 0;
  /** Why questions stayed open. */
  readonly open = new Set<Unchecked>();
  readonly #counts = new Map<AuditKind, number>();
  readonly #signal: AbortSignal;
  readonly #tell: (finding: AuditFinding) => void;

  /** After `signal` nothing is taken in: what comes back then was cut short. */
  constructor(signal: AbortSignal, tell: (finding: AuditFinding) => void) {
    this.#signal = signal;
    this.#tell = tell;
  }

  add(finding: AuditFinding): void {
    if (this.#signal.aborted) return;
    const { kind, because } = finding;
    if (because) this.open.add(because);
    const count = this.count(kind) + 1;
    this.#counts.set(kind, count);
    if (count > MOST_LISTED) return;
    const listed = { ...finding, reason: finding.reason.slice(0, MOST_REASON) };
    this.findings.push(listed);
    this.#tell(listed);
  }

  count(kind: AuditKind): number {
    return this.#counts.get(kind) ?? 0;
  }

  /** Of every kind, none left out. */
  counts(): { kind: AuditKind; count: number; listed: number }[] {
    return AUDIT_KINDS.map((kind) => {
      const count = this.count(kind);
      return { kind, count, listed: Math.min(count, MOST_LISTED) };
    });
  }

  /** Digests that a valid referrers tag lists and the API does not, each once; as many as are listed. */
  gap(): string[] {
    const gap = this.findings.filter(({ kind }) => kind === "tag-only");
    return [...new Set(gap.flatMap(({ digest }) => digest ?? []))];
  }
}
