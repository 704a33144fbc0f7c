// The audits that this process has made since it started: the last one of a repository. Forgotten at the end.
import type { Audit, AuditSummary } from "#lib/api";
import { lifeOf } from "#lib/upgrade";

const MOST = 100;
/** Rows and findings of all remembered audits: about 40 MB. */
const MOST_ENTRIES = 100_000;

/** Remembers audits by registry and repository; the oldest leave when there are more than 100, or too much in them. */
export class AuditMemory {
  readonly #audits = new Map<string, Audit>();

  /** One that was stopped does not take the place of a complete one, as long as that one stands. */
  remember(audit: Audit): void {
    const key = keyOf(audit);
    const known = this.#audits.get(key);
    if (audit.end !== "complete" && known?.end === "complete" && stands(known, audit.at)) return;
    this.#audits.delete(key);
    this.#audits.set(key, audit);
    this.#shrink(key);
  }

  last(registry: string, repository: string): Audit | undefined {
    return this.#audits.get(keyOf({ registry, repository }));
  }

  /** Those of one registry, newest first. */
  of(registry: string): AuditSummary[] {
    const own = [...this.#audits.values()].filter((audit) => audit.registry === registry);
    return own.reverse().map(({ findings, rows, exchanges, ...summary }) => summary);
  }

  #shrink(newest: string): void {
    const size = () => [...this.#audits.values()].reduce((sum, audit) => sum + entriesOf(audit), 0);
    for (const key of this.#audits.keys()) {
      if (key === newest || (this.#audits.size <= MOST && size() <= MOST_ENTRIES)) return;
      this.#audits.delete(key);
    }
  }
}

function keyOf({ registry, repository }: Pick<Audit, "registry" | "repository">): string {
  return `${registry}/${repository}`;
}

function entriesOf({ rows, findings, exchanges }: Audit): number {
  return rows.length + findings.length + exchanges.length;
}

function stands(audit: Audit, now: string): boolean {
  return Date.parse(now) - Date.parse(audit.at) < lifeOf(audit.upgrade) * 1000;
}
