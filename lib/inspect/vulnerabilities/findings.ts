// What every scan report's report holds, whatever its format: the findings, and how bad they are.
import type { Draft } from "../draft.ts";
import type { TableDraft } from "../table.ts";

export type Finding = {
  id: string | undefined;
  severity: string | undefined;
  package?: string | undefined;
  installed?: string | undefined;
  fixed?: string | undefined;
  title?: string | undefined;
  link?: string | undefined;
  /** Where in the image it was found. */
  target?: string | undefined;
};

/** The worst first; words of scanners and of SARIF's levels. */
const ORDER = ["critical", "high", "error", "medium", "warning", "low", "note", "negligible", "none"];

export class Findings {
  readonly #draft: Draft;
  readonly #table: TableDraft;
  readonly #severities = new Map<string, number>();
  readonly #ids = new Set<string>();

  constructor(draft: Draft, title = "Vulnerabilities") {
    this.#draft = draft;
    this.#table = draft.table("findings", title, [
      ["id", "Id"],
      { id: "severity", title: "Severity", sortBy: 8 },
      ["package", "Package"],
      ["installed", "Installed"],
      ["fixed", "Fixed in"],
      ["title", "Title"],
      ["link", "Link"],
      ["target", "Found in"],
      { id: "rank", title: "Rank", hidden: true },
    ]);
  }

  add(finding: Finding): void {
    const { id, severity, installed, fixed, title, link, target } = finding;
    const word = severity ?? "UNKNOWN";
    this.#severities.set(word, (this.#severities.get(word) ?? 0) + 1);
    if (id !== undefined) this.#ids.add(id);
    this.#table.add(id, severity, finding.package, installed, fixed, title, link, target, rankOf(word));
  }

  get count(): number {
    return this.#table.count;
  }

  /** "Vulnerabilities: 3", how many different, and how many of each severity; after the last finding. */
  summarise(name = "Vulnerabilities", level = "Severity"): void {
    this.#draft.fact("summary", name, this.#table.count);
    if (this.#table.count > 0) this.#draft.fact("summary", "Different ids", this.#ids.size);
    for (const [word, count] of this.#sorted()) this.#draft.fact("summary", `${level} ${word}`, count);
  }

  /** "1 critical, 2 low" for a headline. */
  words(): string {
    const words = this.#sorted()
      .slice(0, 4)
      .map(([word, count]) => `${count} ${word.toLowerCase()}`);
    return words.length > 0 ? words.join(", ") : "nothing found";
  }

  #sorted(): [string, number][] {
    return [...this.#severities].sort(([a], [b]) => rankOf(a) - rankOf(b));
  }
}

function rankOf(severity: string): number {
  const rank = ORDER.indexOf(severity.toLowerCase());
  return rank < 0 ? ORDER.length : rank;
}
