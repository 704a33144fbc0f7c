// https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html: an advisory that says which products are affected.
import { isJsonObject } from "#lib/oci";
import { jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { counted } from "../shown.ts";
import { csafProducts } from "../vulnerabilities/csaf-products.ts";
import { csafScores } from "../vulnerabilities/csaf-scores.ts";
import { type Product, VexTable } from "../vulnerabilities/vex-table.ts";

export const csaf: Inspector = {
  id: "csaf",
  matches: (doc) => {
    const json = jsonObject(doc);
    if (isJsonObject(json?.document) && json.document.csaf_version !== undefined) return true;
    return doc.convention === "csaf" && json !== undefined && json.payloadType === undefined;
  },
  inspect: (doc, draft) => {
    const advisory = draft.part(jsonObject(doc) ?? {});
    const about = advisory.part("document");
    const tracking = about?.part("tracking");
    const publisher = about?.part("publisher")?.text("name");
    const vulnerabilities = [...advisory.each("vulnerabilities")];
    draft.fact("summary", "Title", about?.text("title"));
    draft.fact("summary", "Author", publisher);
    draft.fact("summary", "Created", tracking?.text("initial_release_date"));
    draft.fact("summary", "Last updated", tracking?.text("current_release_date"));
    draft.fact("summary", "Version", tracking?.text("version"));
    draft.fact("summary", "Document", tracking?.text("id"));
    draft.fact("summary", "Document status", tracking?.text("status"));
    draft.fact("summary", "Category", about?.text("category"));
    draft.fact("summary", "CSAF version", about?.text("csaf_version"));
    draft.fact("summary", "Distribution", about?.maybe("distribution")?.maybe("tlp")?.text("label"));
    draft.fact("summary", "Severity", about?.maybe("aggregate_severity")?.text("text"));
    for (const note of about?.each("notes") ?? [])
      if (note.text("category") === "summary") draft.fact("summary", "Note", note.text("text"));
    const rows = readVulnerabilities(draft, advisory, vulnerabilities);
    const title = about?.text("title") ?? tracking?.text("id") ?? "An advisory without a title";
    draft.is("vex", "CSAF VEX", `${title}: ${counted(rows, "statement")} by ${publisher ?? "nobody named"}`);
  },
};

/** One row a vulnerability and a product; how many there are. */
function readVulnerabilities(draft: Draft, advisory: Part, vulnerabilities: Part[]): number {
  const products = csafProducts(draft, advisory);
  const groups = groupsOf(draft, advisory);
  const table = new VexTable(draft);
  const counts = new Map<string, number>();
  for (const vulnerability of vulnerabilities) {
    const status = vulnerability.part("product_status");
    const why = reasonsOf(vulnerability, groups);
    const name = nameOf(vulnerability);
    for (const word of Object.keys(status?.json ?? {})) {
      const ids = status?.texts(word) ?? [];
      counts.set(word, (counts.get(word) ?? 0) + ids.length);
      for (const id of ids) table.add({ vulnerability: name, status: word, ...rowOf(id, products, why) });
    }
  }
  csafScores(draft, vulnerabilities, products, nameOf);
  draft.fact("summary", "Vulnerabilities", vulnerabilities.length);
  draft.facts(
    "summary",
    "Vulnerability",
    vulnerabilities.flatMap((each) => nameOf(each) ?? []),
  );
  for (const [word, count] of counts) draft.fact("summary", `Status ${word}`, count);
  return table.count;
}

type Reasons = Record<"justification" | "impact" | "action", Map<string, string>>;

function rowOf(id: string, products: Map<string, Product>, why: Reasons) {
  return {
    product: products.get(id) ?? { id },
    justification: why.justification.get(id),
    impact: why.impact.get(id) ?? why.impact.get(""),
    action: why.action.get(id) ?? why.action.get(""),
  };
}

function nameOf(vulnerability: Part): string | undefined {
  if (vulnerability.has("cve")) return vulnerability.text("cve");
  for (const id of vulnerability.each("ids")) return id.text("text");
  return vulnerability.text("title");
}

/** Flags, threats and remediations each name the products that they hold for; "" stands for all. */
function reasonsOf(vulnerability: Part, groups: Groups): Reasons {
  return {
    justification: byProduct(vulnerability, groups, { list: "flags", field: "label" }),
    impact: byProduct(vulnerability, groups, { list: "threats", field: "details", category: "impact" }),
    action: byProduct(vulnerability, groups, { list: "remediations", field: "details" }),
  };
}

type Groups = (id: string) => readonly string[];

/** Products that all references to groups stand for, together. */
const MAX_GROUPED = 500_000;

/** The products of a group; what refers to many large ones again and again is not followed to its end. */
function groupsOf(draft: Draft, advisory: Part): Groups {
  const all = [...(advisory.maybe("product_tree")?.each("product_groups") ?? [])];
  const groups = new Map(all.map((each) => [each.text("group_id") ?? "", each.texts("product_ids")]));
  let left = MAX_GROUPED;
  return (id) => {
    const products = groups.get(id) ?? [];
    left -= products.length;
    if (left >= 0) return products;
    draft.problem("Its groups of products stand for more than is read: some rows lack what is said of them.");
    return [];
  };
}

function byProduct(
  vulnerability: Part,
  groups: Groups,
  { list, field, category }: { list: string; field: string; category?: string },
): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const each of vulnerability.each(list)) {
    const said = each.text(field);
    if (said === undefined || (category !== undefined && each.text("category") !== category)) continue;
    const named = each.has("product_ids") || each.has("group_ids");
    const grouped = each.texts("group_ids").flatMap(groups);
    for (const id of named ? [...each.texts("product_ids"), ...grouped] : [""]) reasons.set(id, said);
  }
  return reasons;
}
