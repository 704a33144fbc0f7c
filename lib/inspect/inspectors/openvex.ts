// https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md, 0.0.1 (vulnerability and products are texts) and 0.2.0.
import { type Document, jsonObject } from "../document.ts";
import type { Inspector } from "../inspector.ts";
import { LIMITS } from "../limits.ts";
import type { Part } from "../part.ts";
import { counted } from "../shown.ts";
import { type Product, statusFacts, VexTable } from "../vulnerabilities/vex-table.ts";

const CONTEXT = /^https:\/\/openvex\.dev\/ns(\/v(0\.0\.1|0\.2\.0))?$/;

/** Each product of a statement may come with each of its parts: two long lists make more rows than anybody reads. */
const MAX_ROWS = 10 * LIMITS.rows;

export const openvex: Inspector = {
  id: "openvex",
  matches: (doc) => isOpenvex(doc),
  inspect: (doc, draft) => {
    const vex = draft.part(jsonObject(doc) ?? {});
    const context = contextOf(vex);
    const table = new VexTable(draft);
    const statuses: string[] = [];
    const vulnerabilities = new Set<string>();
    for (const said of vex.each("statements")) {
      statuses.push(said.text("status") ?? "none");
      if (addStatement(table, said, vulnerabilities)) continue;
      draft.problem(
        `Its products and their parts make more than ${MAX_ROWS} rows: the rest of them is left out.`,
      );
    }
    draft.is(
      "vex",
      "OpenVEX",
      `${counted(statuses.length, "statement")} on ${counted(vulnerabilities.size, "vulnerability", "vulnerabilities")} by ${vex.text("author") ?? "nobody named"}`,
    );
    draft.fact("summary", "Author", vex.text("author"));
    draft.fact("summary", "Author's role", vex.text("role"));
    draft.fact("summary", "Created", vex.text("timestamp"));
    draft.fact("summary", "Last updated", vex.text("last_updated"));
    draft.fact("summary", "Version", vex.text("version"));
    draft.fact("summary", "Document", vex.text("@id"));
    draft.fact("summary", "Format", context);
    draft.fact("summary", "Tool", vex.text("tooling"));
    draft.fact("summary", "Statements", statuses.length);
    statusFacts(draft, statuses);
    draft.facts("summary", "Vulnerability", [...vulnerabilities]);
    if (!CONTEXT.test(context ?? ""))
      draft.problem("The document does not name a version of OpenVEX that is known here.");
    if (statuses.length === 0) draft.problem("The document holds no statements.");
  },
};

function isOpenvex(doc: Document): boolean {
  const json = jsonObject(doc);
  const context = json?.["@context"];
  if (typeof context === "string" && context.startsWith("https://openvex.dev/ns")) return true;
  if (doc.convention !== "openvex" && doc.predicate !== "openvex") return false;
  return json !== undefined && json.payloadType === undefined && json.Data === undefined;
}

function contextOf(vex: Part): string | undefined {
  return vex.maybeText("@context");
}

/** Whether all of its rows were added. */
function addStatement(table: VexTable, said: Part, vulnerabilities: Set<string>): boolean {
  const named = said.maybe("vulnerability");
  const vulnerability = said.maybeText("vulnerability") ?? named?.text("name") ?? named?.text("@id");
  if (vulnerability !== undefined) vulnerabilities.add(vulnerability);
  const row = {
    vulnerability,
    aliases: named?.texts("aliases").join(" ") || undefined,
    status: said.text("status"),
    justification: said.text("justification"),
    impact: said.text("impact_statement") ?? said.text("status_notes"),
    action: said.text("action_statement"),
  };
  for (const { product, subcomponents } of productsOf(said)) {
    for (const subcomponent of subcomponents.length > 0 ? subcomponents : [undefined]) {
      if (table.count >= MAX_ROWS) return false;
      table.add({ ...row, product, subcomponent });
    }
  }
  return true;
}

type Affected = { product: Product; subcomponents: string[] };

/** Texts in 0.0.1, with subcomponents beside; objects since. A statement may leave them to the document's subject. */
function productsOf(said: Part): Affected[] {
  const shared = said.has("subcomponents") ? namesIn(said, "subcomponents") : [];
  const isText = (value: unknown) => typeof value === "string";
  const texts = said.list("products").filter(isText);
  const products: Affected[] = texts.map((id) => ({ product: { id }, subcomponents: shared }));
  if (texts.length < said.list("products").length) {
    for (const each of objectsIn(said, "products")) products.push(affectedOf(each, shared));
  }
  return products.length > 0 ? products : [{ product: { id: undefined }, subcomponents: shared }];
}

function affectedOf(product: Part, shared: string[]): Affected {
  const names = product.maybe("identifiers");
  const hashes = product
    .pairs("hashes")
    .map(([algorithm, value]) => `${algorithm.replace("-", "")}:${value}`);
  return {
    product: {
      id: product.text("@id") ?? names?.text("purl"),
      purl: names?.text("purl"),
      cpe: names?.text("cpe23") ?? names?.text("cpe22"),
      digests: hashes.join(" ") || undefined,
    },
    subcomponents: product.has("subcomponents") ? namesIn(product, "subcomponents") : shared,
  };
}

/** The names of a list of texts or of objects. */
function namesIn(part: Part, key: string): string[] {
  const texts = part.list(key).filter((value) => typeof value === "string");
  if (texts.length === part.list(key).length) return texts;
  const objects = objectsIn(part, key);
  return [
    ...texts,
    ...objects.flatMap((each) => each.text("@id") ?? each.maybe("identifiers")?.text("purl") ?? []),
  ];
}

function objectsIn(part: Part, key: string): Part[] {
  return [...part.each(key)];
}
