// What every VEX's report holds, whatever its format: which product is affected by what, and why it is not.
import type { Draft } from "../draft.ts";
import type { TableDraft } from "../table.ts";

/** A product as it is named: each name is a way to match it against an image. */
export type Product = {
  id: string | undefined;
  purl?: string | undefined;
  cpe?: string | undefined;
  /** "sha256:ab…", several separated by spaces. */
  digests?: string | undefined;
};

export type VexRow = {
  vulnerability: string | undefined;
  aliases?: string | undefined;
  status: string | undefined;
  product: Product;
  subcomponent?: string | undefined;
  justification?: string | undefined;
  impact?: string | undefined;
  action?: string | undefined;
};

/** The words of OpenVEX, CycloneDX and CSAF, the worst first. */
const ORDER = [
  ["affected", "exploitable", "known_affected", "first_affected", "last_affected"],
  ["under_investigation", "in_triage", "unknown"],
  ["recommended", "fixed", "first_fixed", "resolved", "resolved_with_pedigree"],
  ["not_affected", "known_not_affected", "false_positive"],
];

export class VexTable {
  readonly #table: TableDraft;

  constructor(draft: Draft) {
    this.#table = draft.table("statements", "Statements", [
      ["vulnerability", "Vulnerability"],
      { id: "status", title: "Status", sortBy: 7 },
      ["product", "Product"],
      ["subcomponent", "Subcomponent"],
      ["justification", "Justification"],
      ["impact", "Impact"],
      ["action", "Action"],
      { id: "rank", title: "Rank", hidden: true },
      { id: "purl", title: "Package URL", hidden: true },
      { id: "cpe", title: "CPE", hidden: true },
      { id: "digests", title: "Digests", hidden: true },
      { id: "aliases", title: "Aliases", hidden: true },
    ]);
  }

  add(row: VexRow): void {
    const { vulnerability, status, product, subcomponent, justification, impact, action, aliases } = row;
    const purl = product.purl ?? (product.id?.startsWith("pkg:") ? product.id : undefined);
    const cpe = product.cpe ?? (product.id?.startsWith("cpe:") ? product.id : undefined);
    const says = [
      vulnerability,
      status,
      product.id ?? purl ?? cpe,
      subcomponent,
      justification,
      impact,
      action,
    ];
    this.#table.add(...says, rankOf(status), purl, cpe, product.digests, aliases);
  }

  get count(): number {
    return this.#table.count;
  }
}

function rankOf(status: string | undefined): number {
  const rank = ORDER.findIndex((words) => words.includes(status ?? ""));
  return rank < 0 ? ORDER.length : rank;
}

/** "Status affected: 2", the worst first. */
export function statusFacts(draft: Draft, statuses: readonly string[]): void {
  const counts = new Map<string, number>();
  for (const status of statuses) counts.set(status, (counts.get(status) ?? 0) + 1);
  for (const [status, count] of [...counts].sort(([a], [b]) => rankOf(a) - rankOf(b)))
    draft.fact("summary", `Status ${status}`, count);
}
