// The vulnerabilities of a CycloneDX document: https://cyclonedx.org/capabilities/vex/
import type { Draft } from "../draft.ts";
import type { Part } from "../part.ts";
import { type Product, statusFacts, VexTable } from "./vex-table.ts";

const MAX_COMPONENTS = 100_000;

/** One row a vulnerability and a thing that it affects; how many there are. */
export function cyclonedxVulnerabilities(draft: Draft, bom: Part, root: Part | undefined): number {
  if (bom.list("vulnerabilities").length === 0) return 0;
  const products = productsByRef(bom, root);
  const table = new VexTable(draft);
  const statuses: string[] = [];
  for (const vulnerability of bom.each("vulnerabilities")) {
    const analysis = vulnerability.maybe("analysis");
    const state = analysis?.text("state");
    if (state !== undefined) statuses.push(state);
    const affects = [...vulnerability.each("affects")].map((each) => each.text("ref"));
    const said = {
      vulnerability: vulnerability.text("id"),
      status: state,
      justification: analysis?.text("justification"),
      impact: analysis?.text("detail"),
      action: analysis?.texts("response").join(", ") || vulnerability.text("recommendation"),
    };
    for (const ref of affects.length > 0 ? affects : [undefined]) {
      table.add({ ...said, product: products.get(ref ?? "") ?? { id: ref ?? root?.text("name") } });
    }
  }
  statusFacts(draft, statuses);
  return table.count;
}

/** A `ref` is a component's bom-ref here, or a BOM-Link to another document, which stays as it is. */
function productsByRef(bom: Part, root: Part | undefined): Map<string, Product> {
  const products = new Map<string, Product>();
  const note = (component: Part) => {
    const ref = component.text("bom-ref");
    const name = [component.text("name"), component.text("version")].filter(Boolean).join(" ");
    if (ref !== undefined)
      products.set(ref, { id: name || ref, purl: component.text("purl"), cpe: component.text("cpe") });
  };
  if (root) note(root);
  let count = 0;
  for (const component of bom.each("components")) if (++count <= MAX_COMPONENTS) note(component);
  return products;
}
