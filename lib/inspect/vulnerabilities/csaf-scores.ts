// How bad a CSAF document says that its vulnerabilities are: "scores" up to 2.0, "metrics" since 2.1.
import type { Draft } from "../draft.ts";
import type { Part } from "../part.ts";
import type { Product } from "./vex-table.ts";

const VERSIONS = ["cvss_v4", "cvss_v3", "cvss_v2"];

/** A row for each score and each product that it is of. `nameOf` names a vulnerability. */
export function csafScores(
  draft: Draft,
  vulnerabilities: readonly Part[],
  products: ReadonlyMap<string, Product>,
  nameOf: (vulnerability: Part) => string | undefined,
): void {
  const table = draft.table("scores", "Scores", [
    ["vulnerability", "Vulnerability"],
    ["product", "Product"],
    ["score", "Score"],
    ["severity", "Severity"],
    ["vector", "Vector"],
  ]);
  for (const vulnerability of vulnerabilities) {
    const name = nameOf(vulnerability);
    for (const each of [...vulnerability.each("scores"), ...vulnerability.each("metrics")]) {
      const said = each.maybe("content") ?? each;
      for (const version of VERSIONS) {
        const score = said.maybe(version);
        if (!score) continue;
        const cells = [score.number("baseScore"), score.text("baseSeverity"), score.text("vectorString")];
        for (const id of each.texts("products")) table.add(name, products.get(id)?.id ?? id, ...cells);
      }
    }
  }
}
