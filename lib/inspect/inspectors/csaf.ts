// https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html: an advisory that says which products are affected.
import { isJsonObject } from "#lib/oci";
import { jsonObject } from "../document.ts";
import type { Draft } from "../draft.ts";
import type { Inspector } from "../inspector.ts";
import type { Part } from "../part.ts";
import { counted } from "../shown.ts";
import { csafProducts } from "../vulnerabilities/csaf-products.ts";
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
    const rows = readVulnerabilities(draft, advisory, vulnerabilities);
    const title = about?.text("title") ?? tracking?.text("id") ?? "An advisory without a title";
    draft.is("vex", "CSAF VEX", `${title}: ${counted(rows, "statement")} by ${publisher ?? "nobody named"}`);
  },
};

/** One row a vulnerability and a product; how many there are. */
function readVulnerabilities(draft: Draft, advisory: Part, vulnerabilities: Part[]): number {
  const products = csafProducts(draft, advisory);
  const table = new VexTable(draft);
  const counts = new Map<string, number>();
  for (const vulnerability of vulnerabilities) {
    const status = vulnerability.part("product_status");
    const why = reasonsOf(vulnerability);
    for (const word of Object.keys(status?.json ?? {})) {
      const ids = status?.texts(word) ?? [];
      counts.set(word, (counts.get(word) ?? 0) + ids.length);
      for (const id of ids) table.add(rowOf(vulnerability, word, id, products, why));
    }
  }
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

function rowOf(
  vulnerability: Part,
  status: string,
  id: string,
  products: Map<string, Product>,
  why: Reasons,
) {
  return {
    vulnerability: nameOf(vulnerability),
    status,
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
function reasonsOf(vulnerability: Part): Reasons {
  return {
    justification: byProduct(vulnerability, "flags", "label"),
    impact: byProduct(vulnerability, "threats", "details", "impact"),
    action: byProduct(vulnerability, "remediations", "details"),
  };
}

function byProduct(vulnerability: Part, list: string, field: string, category?: string): Map<string, string> {
  const reasons = new Map<string, string>();
  for (const each of vulnerability.each(list)) {
    const said = each.text(field);
    if (said === undefined || (category !== undefined && each.text("category") !== category)) continue;
    const ids = each.texts("product_ids");
    for (const id of ids.length > 0 ? ids : [""]) reasons.set(id, said);
  }
  return reasons;
}
