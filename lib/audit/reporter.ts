// Tells what an audit does while it runs: findings and rows at once, progress now and then.
import type { AuditFinding, AuditKind } from "#lib/evidence";
import type { AuditProgress, AuditProgressEvent } from "./audit.ts";
import type { Ledger } from "./ledger.ts";
import type { TagRow } from "./tag-rows.ts";

/** More often than this, progress only costs. Milliseconds. */
const EVERY = 100;
/** What is as it should be, and what is not known, are no problems. */
const NO_PROBLEM: ReadonlySet<AuditKind> = new Set(["api-only", "unchecked"]);

type Phase = AuditProgress["phase"];

export class Reporter {
  readonly #signal: AbortSignal;
  readonly #emit: (event: AuditProgressEvent) => void;
  #phase: Phase = "tags";
  #done = 0;
  #total = 0;
  /** While it lasts, steps are only counted; what they came to is told after it. */
  #pause?: NodeJS.Timeout;
  #untold = false;

  constructor(signal: AbortSignal, emit: (event: AuditProgressEvent) => void) {
    this.#signal = signal;
    this.#emit = emit;
  }

  finding(finding: AuditFinding): void {
    this.#emit({ type: "finding", finding });
  }

  row(row: TagRow): void {
    if (!this.#signal.aborted) this.#emit({ type: "row", row });
  }

  /** One more of a phase is done. */
  step(phase: Phase, total: number, ledger: Ledger): void {
    if (this.#signal.aborted) return;
    this.#done = phase === this.#phase ? this.#done + 1 : 1;
    this.#phase = phase;
    this.#total = total;
    this.#untold = true;
    if (!this.#pause) this.#tellAndPause(ledger);
  }

  /** Where it stands in the end. */
  end(ledger: Ledger): void {
    clearTimeout(this.#pause);
    this.#tell(ledger);
  }

  #tellAndPause(ledger: Ledger): void {
    this.#tell(ledger);
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      if (this.#untold && !this.#signal.aborted) this.#tellAndPause(ledger);
    }, EVERY).unref();
  }

  #tell(ledger: Ledger): void {
    this.#untold = false;
    const problems = ledger.counts().filter(({ kind }) => !NO_PROBLEM.has(kind));
    const progress = {
      ...{ phase: this.#phase, done: this.#done, total: this.#total },
      gap: ledger.count("tag-only"),
      findings: problems.reduce((sum, { count }) => sum + count, 0),
      unchecked: ledger.count("unchecked"),
    };
    this.#emit({ type: "progress", progress });
  }
}
